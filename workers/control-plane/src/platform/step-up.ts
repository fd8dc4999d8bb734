import { ModeKeeperError } from '@modekeeper/contracts';
import { platformRows } from '@modekeeper/db';
import type { BaseCtx, UserCtx } from './context.ts';

/** How long a fresh second factor serves. */
export const STEP_UP_VALID_MS = 5 * 60_000;

/**
 * Called before approve, lift, publish with apply: the session proved its second factor within 5 minutes. Outside the sandbox only a
 * passkey counts.
 * @throws ModeKeeperError `step_up_required`
 */
export async function requireStepUp(ctx: BaseCtx & Partial<Pick<UserCtx, 'session'>>): Promise<void> {
  const found =
    ctx.session === undefined
      ? undefined
      : await platformRows.findStepUp(ctx.platform, ctx.session.id, ctx.now_ms - STEP_UP_VALID_MS);
  if (found !== undefined && (found.method === 'passkey' || ctx.config.ENVIRONMENT === 'sandbox')) return;
  throw new ModeKeeperError({
    code: 'step_up_required',
    message: 'This needs a fresh second factor, and this session gave none within the last 5 minutes.',
    hint: 'Send POST /v1/step-up with your passkey (in the sandbox your password serves too), then repeat the request.',
  });
}
