import type { Presence } from '@modekeeper/contracts';
import { clusterRows, guardedBatch } from '@modekeeper/db';
import type { ConnectorCtx, LiveChange } from '../plans/recording.ts';

/** Keeps what the cluster's object says of its connection when that changes, for lists. */
export async function recordPresence(
  ctx: ConnectorCtx,
  input: { state: Presence; cause: string; last_seen_ms: number | null; observed_ms: number },
): Promise<LiveChange[]> {
  const change = clusterRows.change(ctx, ctx.cluster_id, {
    presence_state: input.state,
    presence_cause: input.cause,
    presence_last_seen_ms: input.last_seen_ms,
    presence_observed_ms: input.observed_ms,
  });
  await guardedBatch(ctx.database, [], [change]);
  return [];
}
