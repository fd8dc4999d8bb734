import type { Hook } from '@hono/zod-openapi';
import { ModeKeeperError } from '@modekeeper/contracts';
import type { AppEnv } from './app-env.ts';

/** What a request that does not fit its schema is answered with: which field, what it must be; never the raw validator's words or values. */
export const validationHook: Hook<unknown, AppEnv, string, unknown> = (result) => {
  if (result.success) return;
  const faults = result.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.map(String).join('.') || result.target}: ${issue.message}`);
  throw new ModeKeeperError({
    code: 'invalid_request',
    message: `The ${result.target === 'json' ? 'body' : result.target} does not fit: ${faults.join('; ')}.`,
    hint: 'Correct these fields; the page at /docs shows what the route takes.',
  });
};
