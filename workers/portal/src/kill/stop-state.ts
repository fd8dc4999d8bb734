import type { KillReading } from '@modekeeper/contracts';
import { byWidth, clusterOf, type KillScope, type KillSwitch, type ScopeNames, scopeName, scopeOf } from './scope.ts';

/** A stop that was set inside a cluster, past the control plane: its ConfigMap, file or environment. */
export type LocalStop = { cluster_id: string; source: KillReading['source']; name: string };
type Cluster = { id: string; environment_id: string };
type Facts = {
  /** Undefined: not read. */
  switches: readonly KillSwitch[] | undefined;
  local: readonly LocalStop[];
  clusters: readonly Cluster[] | undefined;
  names: ScopeNames;
  /** Null: all environments. */
  environment_id: string | null;
};
export type StopState = { kind: 'allowed' } | { kind: 'unread' } | { kind: 'stopped'; label: string };

/** Switches that are on, widest first. */
export function activeScopes(switches: readonly KillSwitch[]): KillScope[] {
  return switches
    .filter(({ active }) => active)
    .map(scopeOf)
    .sort(byWidth);
}

/**
 * The worst stop that touches what the person looks at, in words. A switch whose cluster is not known (yet) counts: saying "stopped" too
 * often costs a click, "allowed" wrongly misleads.
 */
export function stopState({ clusters, environment_id, local, names, switches }: Facts): StopState {
  if (switches === undefined) return { kind: 'unread' };
  const isHere = (cluster_id: string | null) => {
    const cluster = clusters?.find(({ id }) => id === cluster_id);
    return environment_id === null || cluster === undefined || cluster.environment_id === environment_id;
  };
  const scopes = activeScopes(switches).filter((scope) => isHere(clusterOf(scope)));
  const [worst] = scopes;
  if (worst?.type === 'organization') return { kind: 'stopped', label: 'Stopped: organisation' };
  const localHere = [...new Set(local.map(({ cluster_id }) => cluster_id))].filter(isHere);
  if (worst?.type !== 'cluster' && localHere.length > 0) {
    const [only = ''] = localHere;
    const what = localHere.length === 1 ? `cluster ${names.clusters.get(only) ?? only}` : `${localHere.length} clusters`;
    return { kind: 'stopped', label: `Stopped locally: ${what}` };
  }
  if (worst === undefined) return { kind: 'allowed' };
  const alike = scopes.filter(({ type }) => type === worst.type);
  const what = alike.length === 1 ? `${worst.type} ${shortName(worst, names)}` : `${alike.length} ${worst.type}s`;
  return { kind: 'stopped', label: `Stopped: ${what}` };
}

/** The header has no room for a workload's namespace. */
function shortName(scope: KillScope, names: ScopeNames): string {
  const name = scopeName(scope, names);
  return scope.type === 'workload' ? (name.split('/').at(-1) ?? name) : name;
}
