import { ModeKeeperError } from '@modekeeper/contracts';
import { identityRows } from '@modekeeper/db';
import type { UserCtx } from '../platform/context.ts';
import { requireStepUp } from '../platform/step-up.ts';
import { stepUpMethods } from './step-up.ts';

/** A session younger than this may register a first passkey. */
const FRESH_MS = 10 * 60_000;

/**
 * A passkey is a way in that stays, so it is not given to whoever finds an open session. Another one takes a fresh second factor. A first
 * one has nothing to lean on: it takes a session that has just begun (or, in the sandbox, the password again).
 * @throws ModeKeeperError `step_up_required`
 */
export async function requireMayAddPasskey(ctx: UserCtx): Promise<void> {
  if (await identityRows.hasPasskey(ctx.platform, ctx.user.id)) return requireStepUp(ctx);
  if (ctx.now_ms - ctx.session.created_at_ms < FRESH_MS) return;
  if (stepUpMethods(ctx.config).includes('password')) return requireStepUp(ctx);
  throw new ModeKeeperError({
    code: 'step_up_required',
    message: 'A first passkey needs a session younger than 10 minutes.',
    hint: 'Sign in again, then add the passkey.',
  });
}
