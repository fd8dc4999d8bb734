import { clusterRows, enrollmentRows } from '@modekeeper/db';
import { pokeGateway } from '../gateway/client.ts';
import { commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { closePlans } from './close-plans.ts';
import { findCluster } from './find.ts';
import { clusterRefused } from './refused.ts';
import { statusOrder, tellObject } from './tell-object.ts';

/**
 * Ends a cluster for good: its socket is closed, its connector refused, its tokens worthless, its open plans closed in the same batch.
 * `revoked` stays visible, `removed` does not. @throws `not_found`, `conflict` when its plans moved meanwhile
 */
export async function endCluster(ctx: MemberCtx, input: { id: string; how: 'revoked' | 'removed' }): Promise<void> {
  requirePermission(ctx, 'cluster.manage');
  const cluster = await findCluster(ctx, input.id);
  const from =
    input.how === 'removed'
      ? (['pending', 'awaiting_confirmation', 'active', 'revoked'] as const)
      : (['pending', 'awaiting_confirmation', 'active'] as const);
  // Repeating a revocation tells the object again.
  if (input.how === 'revoked' && cluster.state === 'revoked') return tellObject(ctx, cluster.id, 'revoked');
  const plans = await closePlans(ctx, cluster.id);
  await commit(ctx, {
    permission: 'cluster.manage',
    guards: [clusterRows.guardState(ctx, cluster.id, from), ...plans.guards],
    refusals: { cluster_state: clusterRefused },
    statements: [
      clusterRows.change(ctx, cluster.id, { state: input.how, ended_by: ctx.user.id, ended_at_ms: ctx.now_ms }),
      enrollmentRows.withdrawTokens(ctx, cluster.id, ctx.now_ms),
      ...statusOrder(ctx, cluster),
      ...plans.statements,
    ],
    audit: [{ action: `cluster.${input.how}`, subject: { type: 'cluster', id: cluster.id } }, ...plans.audit],
  });
  // A cluster that never enrolled has no object to tell.
  if (cluster.state === 'pending') return;
  await tellObject(ctx, cluster.id, 'revoked');
  if (plans.news.length > 0) ctx.defer(pokeGateway(ctx, ctx.tenant_id, cluster.id, plans.news));
}
