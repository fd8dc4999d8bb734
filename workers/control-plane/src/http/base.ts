import { ModeKeeperError } from '@modekeeper/contracts';
import { createMiddleware } from 'hono/factory';
import { rateLimited } from '../platform/attempts.ts';
import { budgetAddress } from '../platform/budget-address.ts';
import { readConfig } from '../platform/config.ts';
import { platformDatabase } from '../platform/placement.ts';
import { newId } from '../platform/random.ts';
import type { AppEnv } from './app-env.ts';

/** Names the request. */
export const requestId = createMiddleware<AppEnv>(async (c, next) => {
  c.set('request_id', newId('req'));
  await next();
});

/** Builds the context of the request; refuses everything while a variable or secret is missing. */
export const baseContext = createMiddleware<AppEnv>(async (c, next) => {
  const read = readConfig(c.env);
  if (!read.ok) throw misconfigured(read.faults);
  const { config } = read;
  // Cloudflare sets this header itself and overwrites what a client sends; the sandbox has no edge in front.
  const address = config.ENVIRONMENT === 'sandbox' ? '127.0.0.1' : budgetAddress(c.req.header('cf-connecting-ip') ?? '');
  c.set('base', {
    env: c.env,
    config,
    platform: platformDatabase(config),
    request_id: c.get('request_id'),
    now_ms: Date.now(),
    address,
    defer: (work) => c.executionCtx.waitUntil(work),
  });
  await next();
});

/** The budget of requests of one network address. */
export const addressBudget = createMiddleware<AppEnv>(async (c, next) => {
  const { success } = await c.env.RATE_BY_ADDRESS.limit({ key: c.get('base').address });
  if (!success) throw rateLimited(60);
  await next();
});

export function misconfigured(faults: readonly string[]): ModeKeeperError {
  return new ModeKeeperError({
    code: 'misconfigured',
    message: `The control plane is not configured: ${faults.join('; ')}.`,
    hint: 'An operator sets the variable or secret and deploys again; docs/operate.md lists them.',
  });
}
