import type { Api } from '../api/types.ts';

export type KillSwitch = Api<'KillSwitch'>;
/** What a switch covers, with the API's ids: organization, cluster, or `<cluster id>/<namespace>/<name>` of a workload. */
export type KillScope = { type: KillSwitch['scope_type']; id: string };
/** Names by id, as far as they were read. */
export type ScopeNames = { organization: string; clusters: ReadonlyMap<string, string> };

/** The scope of a switch. */
export function scopeOf({ scope_id, scope_type }: Pick<KillSwitch, 'scope_type' | 'scope_id'>): KillScope {
  return { type: scope_type, id: scope_id };
}

export function isSameScope(left: KillScope, right: KillScope): boolean {
  return left.type === right.type && left.id === right.id;
}

/** The cluster that a scope lies in; null for the organization, which covers all of them. */
export function clusterOf({ id, type }: KillScope): string | null {
  return type === 'organization' ? null : (id.split('/')[0] ?? null);
}

/** What a person types to stop it: the organization's or cluster's name, `namespace/name` of a workload. */
export function scopeName(scope: KillScope, { clusters, organization }: ScopeNames): string {
  if (scope.type === 'organization') return organization;
  const [cluster_id = '', ...workload] = scope.id.split('/');
  return scope.type === 'workload' ? workload.join('/') : (clusters.get(cluster_id) ?? cluster_id);
}

/** Inside a sentence: `Demo`, `cluster gpu-eu-1`, `workload train/trainer in gpu-eu-1`. */
export function scopeWords(scope: KillScope, names: ScopeNames): string {
  const name = scopeName(scope, names);
  if (scope.type === 'organization') return name;
  if (scope.type === 'cluster') return `cluster ${name}`;
  const cluster_id = clusterOf(scope) ?? '';
  return `workload ${name} in ${names.clusters.get(cluster_id) ?? cluster_id}`;
}

/** On its own: `Whole organisation`, `Cluster gpu-eu-1`, `Workload train/trainer in gpu-eu-1`. */
export function scopeTitle(scope: KillScope, names: ScopeNames): string {
  const words = scopeWords(scope, names);
  return scope.type === 'organization' ? 'Whole organisation' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Widest first. */
const WIDTH: Record<KillScope['type'], number> = { organization: 0, cluster: 1, workload: 2 };

export function byWidth(left: KillScope, right: KillScope): number {
  return WIDTH[left.type] - WIDTH[right.type] || left.id.localeCompare(right.id);
}
