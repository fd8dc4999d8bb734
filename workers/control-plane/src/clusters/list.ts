import { clusterRows, type PageQuery } from '@modekeeper/db';
import { pageAnswer } from '../http/paging.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { clusterView, toldPresence } from './view.ts';

/** Clusters, newest first, without waking any of their objects. */
export async function listClusters(ctx: MemberCtx, filter: { environment_id?: string | undefined }, page: PageQuery) {
  requirePermission(ctx, 'cluster.read');
  const found = await clusterRows.list(ctx, filter, page);
  return pageAnswer(found, (row) => clusterView(row, toldPresence(row)));
}
