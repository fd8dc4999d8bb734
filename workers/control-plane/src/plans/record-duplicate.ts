import { commit } from '../platform/commit.ts';
import type { ConnectorCtx, LiveChange } from './recording.ts';

/** Audits that two living connectors claimed the cluster's identity. */
export async function recordDuplicate(ctx: ConnectorCtx): Promise<LiveChange[]> {
  await commit(ctx, {
    statements: [],
    audit: [{ action: 'connector.duplicate_identity', subject: { type: 'cluster', id: ctx.cluster_id } }],
  });
  return [{ type: 'refused', body: { kind: 'connection', code: 'duplicate_identity', plan_id: null } }];
}
