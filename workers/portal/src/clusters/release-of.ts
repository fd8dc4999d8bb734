import type { LiveSnapshot } from '@modekeeper/contracts';

export type Release = { namespace: string; release: string };

/** `<namespace>/<release>-kill`: the ConfigMap of its own that every connector reads (charts/modekeeper-connector). */
const KILL_CONFIGMAP = /^(?<namespace>[^/]+)\/(?<release>.+)-kill$/;

/** Where a connector is installed, from what it reports; null while it has not said so. */
export function releaseOf(snapshot: Pick<LiveSnapshot, 'kill' | 'hello'> | undefined): Release | null {
  const sources = snapshot?.kill.in_cluster?.sources ?? snapshot?.hello?.kill.sources ?? [];
  const found = KILL_CONFIGMAP.exec(sources.find(({ source }) => source === 'configmap')?.name ?? '')?.groups;
  return found?.namespace === undefined || found.release === undefined
    ? null
    : { namespace: found.namespace, release: found.release };
}

/** Upgrades the connector with what it was installed with; the chart is not known here. */
export function upgradeCommand(release: Release | null, set: string): string {
  const { namespace, release: name } = release ?? { namespace: 'NAMESPACE', release: 'RELEASE' };
  return `helm upgrade ${name} CHART --namespace ${namespace} --reuse-values --set ${set}`;
}

/** Takes a workload out of the quarantine that a half-done change put it into (docs/roll-back.md). */
export function clearQuarantineCommand({ namespace, release }: Release, target: { namespace: string; name: string }): string {
  const path = `.targets["${target.namespace}/${target.name}"].quarantine`;
  return `kubectl -n ${namespace} get configmap ${release}-state -o json | jq '.data.apply_state |= (fromjson | ${path} = null | tojson)' | kubectl replace -f -`;
}
