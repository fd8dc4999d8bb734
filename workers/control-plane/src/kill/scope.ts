import type { LiveKillScope } from '@modekeeper/contracts';
import { clusterRows } from '@modekeeper/db';
import { everyCluster } from '../clusters/every.ts';
import type { VerbCtx } from '../platform/context.ts';
import { notFound } from '../platform/problems.ts';
import type { SetKill } from './schemas.ts';

/** A scope as the cluster's object and the connector name it, and the clusters that it covers. */
export type ResolvedScope = { readonly scope: LiveKillScope; readonly clusters: clusterRows.Cluster[] };

/** @throws ModeKeeperError `not_found` for another organization, a cluster that is missing, or a workload without a cluster */
export async function resolveScope(ctx: VerbCtx, input: Pick<SetKill, 'scope_type' | 'scope_id'>): Promise<ResolvedScope> {
  if (input.scope_type === 'organization') {
    if (input.scope_id !== ctx.tenant_id) throw notFound('organisation');
    return { scope: { type: 'organization', id: ctx.tenant_id }, clusters: await enrolledClusters(ctx) };
  }
  const [cluster_id = '', ...workload] = input.scope_id.split('/');
  const isWorkload = input.scope_type === 'workload';
  if (isWorkload ? workload.length !== 2 || workload.some((part) => part === '') : workload.length > 0)
    throw notFound(input.scope_type);
  const cluster = await clusterRows.find(ctx, cluster_id);
  if (cluster === undefined) throw notFound('cluster');
  const scope: LiveKillScope = isWorkload ? { type: 'workload', id: workload.join('/') } : { type: 'cluster', id: cluster_id };
  return { scope, clusters: hasObject(cluster) ? [cluster] : [] };
}

/** Every cluster that has a connector; the others learn the switches when they enrol. */
export async function enrolledClusters(ctx: VerbCtx): Promise<clusterRows.Cluster[]> {
  return (await everyCluster(ctx)).filter(hasObject);
}

function hasObject(cluster: clusterRows.Cluster): boolean {
  return cluster.state === 'awaiting_confirmation' || cluster.state === 'active';
}
