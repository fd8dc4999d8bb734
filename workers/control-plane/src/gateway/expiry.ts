import { isUnavailable } from '@modekeeper/db';
import { expirePlans } from '../plans/expire.ts';
import type { LiveChange } from '../plans/recording.ts';
import { plan } from './alarm.ts';
import { type GatewayCore, now } from './core.ts';
import { verbCtx } from './verb-ctx.ts';

const RETRY_MS = 60_000;

/** Notes when a plan that was just proposed expires: one wake per plan at most, none by polling. */
export function noteExpiry(core: GatewayCore, change: LiveChange): void {
  const expires_at_ms = change.facts?.expires_at_ms;
  if (expires_at_ms !== undefined) plan(core, 'expiry', expires_at_ms, 'sooner');
}

/** Alarm job: ends the plans whose time is up before they were dispatched, and looks again when the next one is due. */
export async function expire(core: GatewayCore): Promise<void> {
  try {
    const ctx = verbCtx(core, 'gateway');
    const next_ms = await expirePlans(ctx, ctx.cluster_id);
    if (next_ms !== null) plan(core, 'expiry', next_ms, 'sooner');
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    plan(core, 'expiry', now() + RETRY_MS);
  }
}
