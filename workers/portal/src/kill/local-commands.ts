import type { LiveSnapshot } from '@modekeeper/contracts';
import { clusterOf, type KillScope } from './scope.ts';
import type { Workload } from './workloads.ts';

/** Commands that stop inside one cluster, without the control plane (docs/stop.md). */
export type LocalCommands = { cluster_id: string | null; annotate: string; configmap: string };

/** The chart's objects when the release is called `modekeeper`; what a connector reports of itself is better. */
const USUAL = 'modekeeper/modekeeper-kill';

/** Commands for each cluster of a scope; with placeholders where nothing is known of it. */
export function localCommands(
  scope: KillScope,
  clusters: readonly { id: string }[],
  workloads: readonly Workload[],
  snapshots: ReadonlyMap<string, LiveSnapshot>,
): LocalCommands[] {
  const cluster_id = clusterOf(scope);
  const ids = clusters.map(({ id }) => id).filter((id) => cluster_id === null || id === cluster_id);
  if (ids.length === 0) return [commandsOf(null, ['<namespace>'], USUAL)];
  return ids.map((id) => {
    const here = workloads.filter((workload) => workload.cluster_id === id);
    const wanted = scope.type === 'workload' ? here.filter(({ scope_id }) => scope_id === scope.id) : here;
    const namespaces = [...new Set(wanted.map(({ namespace }) => namespace))];
    const sources = snapshots.get(id)?.kill.in_cluster?.sources ?? [];
    const configmap = sources.find(({ source }) => source === 'configmap')?.name ?? USUAL;
    return commandsOf(id, namespaces.length === 0 ? ['<namespace>'] : namespaces, configmap);
  });
}

function commandsOf(cluster_id: string | null, namespaces: readonly string[], configmap: string): LocalCommands {
  const [namespace = '', name = ''] = configmap.split('/');
  return {
    cluster_id,
    annotate: `kubectl annotate namespace ${namespaces.join(' ')} modekeeper/apply-`,
    configmap: `kubectl -n ${namespace} patch configmap ${name} --type merge -p '{"data":{"kill_switch":"on"}}'`,
  };
}
