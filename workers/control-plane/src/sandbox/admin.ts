import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../http/app-env.ts';
import { notFound, unauthenticated } from '../platform/problems.ts';
import { sameText } from '../platform/random.ts';

/** Outside the sandbox none of its routes exists. */
export const sandboxOnly = createMiddleware<AppEnv>(async (c, next) => {
  if (c.get('base').config.ENVIRONMENT !== 'sandbox') throw notFound('page');
  await next();
});

/** Only `npm start` knows the admin token; it is made anew for each state folder. */
export const adminOnly = createMiddleware<AppEnv>(async (c, next) => {
  const expected = c.get('base').config.SANDBOX_ADMIN_TOKEN;
  const given = c.req.header('authorization')?.replace(/^Bearer /, '');
  if (expected === undefined || given === undefined || !sameText(expected, given)) throw unauthenticated();
  await next();
});
