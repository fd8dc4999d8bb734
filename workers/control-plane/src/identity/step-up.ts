import { platformRows } from '@modekeeper/db';
import { apiTime } from '../http/paging.ts';
import { clearAttempts, countAttempt } from '../platform/attempts.ts';
import type { Config } from '../platform/config.ts';
import type { UserCtx } from '../platform/context.ts';
import { STEP_UP_VALID_MS } from '../platform/step-up.ts';
import { invalidCredentials } from './call-auth.ts';
import { confirmPasskey } from './confirm-passkey.ts';
import { passwordFits } from './passwords.ts';
import type { StepUp } from './schemas.ts';

/**
 * Proves the second factor of this session for 5 minutes: a passkey, in the sandbox the password too.
 * @throws ModeKeeperError `invalid_credentials`, `rate_limited`
 */
export async function stepUp(ctx: UserCtx, input: StepUp, headers: Headers) {
  await countAttempt(ctx, 'step_up_user', ctx.user.id);
  if (input.method === 'passkey') await confirmPasskey(ctx, input.response, headers);
  else if (!stepUpMethods(ctx.config).includes('password') || !(await passwordFits(ctx, input.password)))
    throw invalidCredentials();
  await clearAttempts(ctx, 'step_up_user', ctx.user.id);
  await platformRows.putStepUp(ctx.platform, {
    session_id: ctx.session.id,
    user_id: ctx.user.id,
    method: input.method,
    at_ms: ctx.now_ms,
  });
  return { method: input.method, valid_until: apiTime(ctx.now_ms + STEP_UP_VALID_MS) };
}

/** What serves as a second factor: a passkey; in the sandbox, where nobody has one yet, the password again too (safety.md, section 7). */
export function stepUpMethods(config: Config): StepUp['method'][] {
  return config.ENVIRONMENT === 'sandbox' ? ['passkey', 'password'] : ['passkey'];
}
