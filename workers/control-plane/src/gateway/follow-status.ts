import { clusterRows } from '@modekeeper/db';
import type { GatewayCore } from './core.ts';
import { readStatus } from './store/identity.ts';
import { clearState, readState } from './store/state.ts';
import { useKey } from './use-key.ts';
import type { verbCtx } from './verb-ctx.ts';

/** Compares what was told with the database, once: two calls that crossed on their way may have arrived in the wrong order. */
export async function checkTold(core: GatewayCore, ctx: ReturnType<typeof verbCtx>): Promise<void> {
  const unchecked = readState(core.sql, 'told_unchecked');
  if (unchecked === undefined) return;
  await followStatus(core, ctx);
  if (readState(core.sql, 'told_unchecked') === unchecked) clearState(core.sql, 'told_unchecked');
}

/**
 * Takes over the state and the key that the database has for the cluster now, for a call that never came. What the order once said does not matter:
 * however late and in whichever order they are carried out, the last state holds. A removed cluster is not found: it is refused for good.
 */
export async function followStatus(core: GatewayCore, ctx: ReturnType<typeof verbCtx>): Promise<void> {
  const cluster = await clusterRows.find(ctx, ctx.cluster_id);
  const { key_id = null, public_key = null, state = 'revoked' } = cluster ?? {};
  if (key_id !== null && public_key !== null && key_id !== readState(core.sql, 'current_key_id'))
    useKey(core, { key_id, public_key });
  const status = state === 'removed' || state === 'pending' ? 'revoked' : state;
  // Revoked is for good: nobody says so before the database does.
  const before = readStatus(core.sql);
  if (status !== before && before !== 'revoked') await core.setStatus(status);
}
