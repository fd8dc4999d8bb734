import { fetchObject, type ApiClient as KubeClient } from '@modekeeper/cluster';

/** A Deployment, as far as tests look at it. */
export type Deployment = {
  metadata: { uid: string; generation: number; annotations?: Record<string, string> };
  spec: { template: { metadata: { annotations?: Record<string, string> } } };
};

export const deploymentPath = (namespace: string, name: string) => `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
export const configMapPath = (namespace: string, name: string) => `/api/v1/namespaces/${namespace}/configmaps/${name}`;

export const get = <T>(client: KubeClient, path: string) => fetchObject<T>(client, { method: 'GET', path });

/** A merge patch as administrator. */
export const patch = (client: KubeClient, path: string, body: unknown, query: Record<string, string> = {}) =>
  fetchObject(client, { method: 'PATCH', path, body, query });

export const remove = (client: KubeClient, path: string) => fetchObject(client, { method: 'DELETE', path });

/** Knobs as the pod template holds them. */
export async function knobs(client: KubeClient, namespace: string, name: string): Promise<Record<string, string>> {
  const { spec } = await get<Deployment>(client, deploymentPath(namespace, name));
  const prefix = 'modekeeper/knob.';
  return Object.fromEntries(
    Object.entries(spec.template.metadata.annotations ?? {}).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  );
}
