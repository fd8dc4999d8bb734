import type { ConnectorMode } from '@modekeeper/contracts';
import { clusterRows, guardedBatch } from '@modekeeper/db';
import type { ConnectorCtx, LiveChange } from './recording.ts';

/** Keeps what the connector said of itself when it connected: approving asks for its mode. */
export async function recordHello(
  ctx: ConnectorCtx,
  input: { mode: ConnectorMode; chart_version: string },
): Promise<LiveChange[]> {
  await guardedBatch(ctx.database, [], [clusterRows.change(ctx, ctx.cluster_id, input)]);
  return [];
}
