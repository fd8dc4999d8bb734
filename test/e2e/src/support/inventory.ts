import type { ApiClient as KubeClient } from '@modekeeper/cluster';
import { get } from './objects.ts';

type Resources = { resources: { name: string; namespaced: boolean; kind: string; verbs: string[] }[] };
type Groups = { groups: { preferredVersion: { groupVersion: string } }[] };
type Names = { items: { metadata: { name: string; namespace?: string } }[] };

/** Kinds whose objects come and go by themselves: the trainer's own rollouts, the cluster's machinery. */
const RESTLESS = new Set([
  ...['Event', 'Pod', 'ReplicaSet', 'Logs', 'PodMetrics', 'ControllerRevision', 'EndpointSlice', 'Endpoints', 'IPAddress'],
  ...['ComponentStatus', 'Namespace', 'Node', 'CSINode', 'ServiceCIDR'],
]);

/** Every object of every kind that the API server knows, as `Kind namespace/name`, in these namespaces and cluster-wide. */
export async function inventory(client: KubeClient, namespaces: readonly string[]): Promise<string[]> {
  const { groups } = await get<Groups>(client, '/apis');
  const roots = ['/api/v1', ...groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
  const found: string[] = [];
  for (const root of roots) {
    const { resources } = await get<Resources>(client, root);
    for (const { kind, name, namespaced } of resources.filter(({ verbs }) => verbs.includes('list'))) {
      if (RESTLESS.has(kind)) continue;
      const paths = namespaced ? namespaces.map((at) => `${root}/namespaces/${at}/${name}`) : [`${root}/${name}`];
      for (const path of paths) {
        const { items } = await get<Names>(client, path);
        found.push(...items.map(({ metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`));
      }
    }
  }
  return found.sort();
}
