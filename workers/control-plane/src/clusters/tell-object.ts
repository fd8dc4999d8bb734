import { type clusterRows, outboxRows, type Statement } from '@modekeeper/db';
import { gatewayOf } from '../gateway/client.ts';
import type { ClusterStatus } from '../gateway/register.ts';
import type { VerbCtx } from '../platform/context.ts';
import { newId } from '../platform/random.ts';

const ATTEMPTS = 3;

/**
 * Part of the batch that changes a cluster's state: an order to its object to look the state up. Whatever becomes of the call that follows, the
 * object carries it out at its next alarm, state digest or connection. Nothing for a cluster that never enrolled: it has no object.
 */
export function statusOrder(ctx: VerbCtx, cluster: clusterRows.Cluster): Statement[] {
  if (cluster.state === 'pending') return [];
  return [
    outboxRows.insert(ctx, {
      id: newId('obx'),
      cluster_id: cluster.id,
      kind: 'cluster_status',
      body: {},
      created_at_ms: ctx.now_ms,
    }),
  ];
}

/** Tells the object at once. Never fails the verb: its batch is committed, and holds the order. */
export async function tellObject(ctx: VerbCtx, cluster_id: string, status: ClusterStatus): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      return await gatewayOf(ctx, ctx.tenant_id, cluster_id).setStatus(status);
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown';
      console.warn(JSON.stringify({ event: 'object_not_told', cluster_id, status, attempt, reason }));
    }
  }
}
