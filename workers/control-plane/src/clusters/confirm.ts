import { ModeKeeperError } from '@modekeeper/contracts';
import { clusterRows } from '@modekeeper/db';
import { commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { conflict } from '../platform/problems.ts';
import { findCluster } from './find.ts';
import type { ClusterView } from './schemas.ts';
import { statusOrder, tellObject } from './tell-object.ts';
import { askObject, clusterView, seenPresence, toldPresence } from './view.ts';

/**
 * Confirms that the uid which the connector reported is the cluster's: from then on it may do more than send heartbeats. Doing it twice
 * is doing it once. @throws `cluster_uid_mismatch`, `conflict` (nothing enrolled, or revoked)
 */
export async function confirmCluster(ctx: MemberCtx, input: { id: string; cluster_uid: string }): Promise<ClusterView> {
  requirePermission(ctx, 'cluster.manage');
  const cluster = await findCluster(ctx, input.id);
  if (cluster.state === 'pending')
    throw conflict(
      'No connector has enrolled for this cluster yet.',
      'Install the connector with the token of this cluster first.',
    );
  if (cluster.state === 'revoked') throw conflict('The cluster was revoked.', 'Make a new cluster.');
  if (cluster.cluster_uid !== input.cluster_uid) throw uidMismatch();
  if (cluster.state === 'awaiting_confirmation') {
    await commit(ctx, {
      permission: 'cluster.manage',
      guards: [
        clusterRows.guardUid(ctx, cluster.id, input.cluster_uid),
        clusterRows.guardState(ctx, cluster.id, ['awaiting_confirmation']),
      ],
      refusals: { cluster_uid: uidMismatch },
      statements: [
        clusterRows.change(ctx, cluster.id, {
          state: 'active',
          confirmed_uid: input.cluster_uid,
          confirmed_by: ctx.user.id,
          confirmed_at_ms: ctx.now_ms,
        }),
        ...statusOrder(ctx, cluster),
      ],
      audit: [
        { action: 'cluster.confirmed', subject: { type: 'cluster', id: cluster.id }, detail: { cluster_uid: input.cluster_uid } },
      ],
    });
  }
  await tellObject(ctx, cluster.id, 'active');
  const row = await findCluster(ctx, cluster.id);
  const seen = await askObject(ctx, row, (stub) => stub.presence());
  return clusterView(row, seen === null ? toldPresence(row) : seenPresence(seen, ctx.now_ms));
}

function uidMismatch(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'cluster_uid_mismatch',
    message: 'The connector reports another cluster uid than the one that you confirm.',
    hint: 'Compare with: kubectl get namespace kube-system -o jsonpath={.metadata.uid}',
  });
}
