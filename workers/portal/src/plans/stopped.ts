import type { LiveSnapshot } from '@modekeeper/contracts';

/** True when a kill switch is known to be on for a workload: from the cloud for it, its cluster or everything, or in the cluster itself. */
export function isStopped(kill: LiveSnapshot['kill'] | undefined, target: { namespace: string; name: string }): boolean {
  if (kill === undefined) return false;
  const fromCloud = kill.active.some(({ id, type }) => type !== 'workload' || id === `${target.namespace}/${target.name}`);
  // The cloud's own word comes back among the cluster's sources, without its scope.
  return fromCloud || (kill.in_cluster?.sources.some(({ source, state }) => source !== 'cloud' && state === 'on') ?? false);
}
