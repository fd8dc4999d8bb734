import { createMiddleware } from 'hono/factory';
import { openSession } from '../identity/open-session.ts';
import { memberContext } from '../members/member-context.ts';
import { rateLimited } from '../platform/attempts.ts';
import type { MemberEnv, UserEnv } from './app-env.ts';

/** Where switches are moved (`kill/routes.ts`). */
export const KILL_PATH = '/v1/kill-switches';

/** Lets only signed-in people through; asks the database, so that a revoked session ends at once. */
export const signedIn = createMiddleware<UserEnv>(async (c, next) => {
  const user = await openSession(c.get('base'), c.req.raw.headers);
  const { success } = await c.env.RATE_BY_USER.limit({ key: user.user.id });
  if (!success) throw rateLimited(60);
  c.set('user', user);
  await next();
});

/** Opens the organization that the request names; a WebSocket of a browser names it in the query, it cannot send headers. */
export const inOrganization = createMiddleware<MemberEnv>(async (c, next) => {
  const upgrade = c.req.header('upgrade')?.toLowerCase() === 'websocket';
  const named = c.req.header('modekeeper-organization') ?? (upgrade ? c.req.query('organization') : undefined);
  const member = await memberContext(c.get('user'), named);
  // Whoever spends the organization's budget must not take the kill switch out of everybody's hands; their own budget has been counted.
  const stops = c.req.method === 'POST' && c.req.path === KILL_PATH;
  if (!stops && !(await c.env.RATE_BY_TENANT.limit({ key: member.tenant_id })).success) throw rateLimited(60);
  c.set('member', member);
  await next();
});
