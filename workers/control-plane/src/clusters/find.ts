import { clusterRows } from '@modekeeper/db';
import type { VerbCtx } from '../platform/context.ts';
import { notFound } from '../platform/problems.ts';

/** A cluster of this tenant that was not removed. @throws ModeKeeperError `not_found` */
export async function findCluster(ctx: VerbCtx, id: string): Promise<clusterRows.Cluster> {
  const row = await clusterRows.find(ctx, id);
  if (row === undefined) throw notFound('cluster');
  return row;
}
