import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { connectionView } from './connection-view.ts';
import { findCluster } from './find.ts';
import type { ClusterDetail } from './schemas.ts';
import { askObject, clusterView, seenPresence, toldPresence } from './view.ts';

/** A cluster with its connection as its object sees it at this moment. @throws `not_found` */
export async function showCluster(ctx: MemberCtx, input: { id: string }): Promise<ClusterDetail> {
  requirePermission(ctx, 'cluster.read');
  const row = await findCluster(ctx, input.id);
  const seen = await askObject(ctx, row, (stub) => stub.view());
  const presence = seen === null ? toldPresence(row) : seenPresence(seen.presence, ctx.now_ms);
  return { ...clusterView(row, presence), connection: seen === null ? null : connectionView(seen) };
}
