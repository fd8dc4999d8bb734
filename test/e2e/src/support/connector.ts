import type { Cluster } from '@modekeeper/cluster';
import type { Installed } from './install.ts';
import { get } from './objects.ts';
import type { Stack } from './stack.ts';

type Pods = { items: { metadata: { name: string; deletionTimestamp?: string } }[] };
export type Readyz = { ready: boolean; parts: Record<string, { ok: boolean; code: string; why: string }> };

async function podOf(cluster: Cluster, { namespace, release }: Pick<Installed, 'namespace' | 'release'>): Promise<string> {
  const selector = `app.kubernetes.io/instance=${release}`;
  const { items } = await get<Pods>(cluster.client, `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`);
  const pod = items.find(({ metadata }) => metadata.deletionTimestamp === undefined);
  if (pod === undefined) throw new Error(`No connector pod in ${namespace}.`);
  return pod.metadata.name;
}

/** Path of the connector's pod in the API. */
export const podPath = async (cluster: Cluster, at: Pick<Installed, 'namespace' | 'release'>) =>
  `/api/v1/namespaces/${at.namespace}/pods/${await podOf(cluster, at)}`;

async function fetchFrom(stack: Stack, at: Pick<Installed, 'namespace' | 'release'>, path: string): Promise<string> {
  const address = stack.kubernetes.agent.addresses()[`${at.namespace}/${await podOf(stack.cluster, at)}`];
  if (address === undefined) throw new Error(`The connector of ${at.namespace} has no address.`);
  return (await fetch(`http://${address}:8080${path}`)).text();
}

/** What the connector itself says of its readiness. */
export async function readyz(stack: Stack, at: Pick<Installed, 'namespace' | 'release'>): Promise<Readyz> {
  return JSON.parse(await fetchFrom(stack, at, '/readyz')) as Readyz;
}

export const metrics = (stack: Stack, at: Pick<Installed, 'namespace' | 'release'>) => fetchFrom(stack, at, '/metrics');

/** The pod's log through the API server. */
export async function connectorLog({ cluster }: Stack, at: Pick<Installed, 'namespace' | 'release'>): Promise<string> {
  const path = `${await podPath(cluster, at)}/log`;
  return (await cluster.client.call({ method: 'GET', path })).body;
}
