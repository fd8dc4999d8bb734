import type { LiveSnapshot } from '@modekeeper/contracts';
import type { Api } from '../api/types.ts';

type Plan = Pick<Api<'Plan'>, 'cluster_id' | 'target'>;
/** A workload that can be stopped on its own; `scope_id` as the API names it. */
export type Workload = { scope_id: string; cluster_id: string; namespace: string; name: string };

/** Workloads that are known: what connectors say that they watch, and what open plans are about. By cluster, namespace, name. */
export function knownWorkloads(snapshots: ReadonlyMap<string, LiveSnapshot>, plans: readonly Plan[]): Workload[] {
  const found = new Map<string, Workload>();
  const add = (cluster_id: string, namespace: string, name: string) => {
    const scope_id = `${cluster_id}/${namespace}/${name}`;
    found.set(scope_id, { scope_id, cluster_id, namespace, name });
  };
  for (const [cluster_id, { hello }] of snapshots) {
    for (const { target } of hello?.targets ?? []) add(cluster_id, target.namespace, target.name);
  }
  for (const { cluster_id, target } of plans) add(cluster_id, target.namespace, target.name);
  return [...found.values()].sort((left, right) => left.scope_id.localeCompare(right.scope_id));
}
