import { gatewayOf } from '../gateway/client.ts';
import type { GatewayView } from '../gateway/view.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { connectionView } from './connection-view.ts';
import { findCluster } from './find.ts';
import type { ClusterDetail } from './schemas.ts';
import { clusterView } from './view.ts';

/** A cluster with its connection as its object sees it at this moment. @throws `not_found` */
export async function showCluster(ctx: MemberCtx, input: { id: string }): Promise<ClusterDetail> {
  requirePermission(ctx, 'cluster.read');
  const row = await findCluster(ctx, input.id);
  const [shown, view] = await Promise.all([clusterView(ctx, row), viewOf(ctx, row)]);
  return { ...shown, connection: view === null ? null : connectionView(view) };
}

/** No object exists before the first enrolment; asking would make one. */
async function viewOf(ctx: MemberCtx, row: { id: string; state: string }): Promise<GatewayView | null> {
  return row.state === 'pending' ? null : gatewayOf(ctx, ctx.tenant_id, row.id).view();
}
