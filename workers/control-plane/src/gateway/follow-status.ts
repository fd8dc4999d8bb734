import { clusterRows } from '@modekeeper/db';
import type { GatewayCore } from './core.ts';
import { readStatus } from './store/identity.ts';
import type { verbCtx } from './verb-ctx.ts';

/**
 * Takes over the state that the database has for the cluster now, for a call that never came. What the order once said does not matter:
 * however late and in whichever order they are carried out, the last state holds. A removed cluster is not found: it is refused for good.
 */
export async function followStatus(core: GatewayCore, ctx: ReturnType<typeof verbCtx>): Promise<void> {
  const state = (await clusterRows.find(ctx, ctx.cluster_id))?.state ?? 'revoked';
  const status = state === 'removed' || state === 'pending' ? 'revoked' : state;
  if (status !== readStatus(core.sql)) await core.setStatus(status);
}
