import { clusterRows, type PageQuery } from '@modekeeper/db';
import { pageAnswer } from '../http/paging.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { clusterView } from './view.ts';

export async function listClusters(ctx: MemberCtx, filter: { environment_id?: string | undefined }, page: PageQuery) {
  requirePermission(ctx, 'cluster.read');
  const found = await clusterRows.list(ctx, filter, page);
  const items = await Promise.all(found.items.map((row) => clusterView(ctx, row)));
  return pageAnswer({ ...found, items }, (view) => view);
}
