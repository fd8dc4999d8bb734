import { fetchObject } from '@modekeeper/cluster';
import { asAdmin } from './api.ts';

type Resources = { resources: { name: string; namespaced: boolean; kind: string; verbs: string[] }[] };
type Groups = { groups: { preferredVersion: { groupVersion: string } }[] };
type Names = { items: { metadata: { name: string; namespace?: string } }[] };

const get = <T>(path: string) => fetchObject<T>(asAdmin(), { method: 'GET', path });

// They come and go by themselves.
const restless = new Set([
  'Event',
  'Lease',
  'EndpointSlice',
  'Endpoints',
  'ComponentStatus',
  'Namespace',
  'Node',
  'IPAddress',
  'CSINode',
]);

/**
 * Every object of every kind that the API server knows, as `Kind namespace/name`, in the given namespaces and cluster-wide.
 * Leases are listed in the namespaces only.
 */
export async function inventory(namespaces: readonly string[]): Promise<string[]> {
  const { groups } = await get<Groups>('/apis');
  const roots = ['/api/v1', ...groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
  const found: string[] = [];
  for (const root of roots) {
    const { resources } = await get<Resources>(root);
    for (const { name, namespaced, kind } of resources.filter(({ verbs }) => verbs.includes('list'))) {
      if (restless.has(kind) && !(kind === 'Lease')) continue;
      const paths = namespaced ? namespaces.map((namespace) => `${root}/namespaces/${namespace}/${name}`) : [`${root}/${name}`];
      for (const path of paths) {
        const { items } = await get<Names>(path);
        found.push(...items.map(({ metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`));
      }
    }
  }
  return found.sort();
}
