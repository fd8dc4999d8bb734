import { randomUUID } from 'node:crypto';
import type { V1Container, V1Pod, V1PodSpec } from '@kubernetes/client-node';
import { type ApiClient, createClient, createIfAbsent, fetchObject, findObject, waitFor } from '@modekeeper/cluster';
import { inject } from 'vitest';

/** The shared control plane of this test run, as administrator. */
export const connect = (): ApiClient =>
  createClient({ server: inject('apiServer'), caFile: inject('caFile'), token: inject('adminToken'), userAgent: 'agent-test' });

/** A namespace of the test's own, with its default service account. */
export async function makeNamespace(client: ApiClient): Promise<string> {
  const name = `agent-${randomUUID().slice(0, 8)}`;
  await createIfAbsent(client, '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  const path = `/api/v1/namespaces/${name}/serviceaccounts/default`;
  await waitFor(async () => (await findObject(client, { method: 'GET', path })) !== null, {
    what: 'service account',
    timeout_ms: 60_000,
  });
  return name;
}

export type PodInput = {
  namespace: string;
  name: string;
  script?: string;
  container?: Partial<V1Container>;
  spec?: Partial<V1PodSpec>;
  annotations?: Record<string, string>;
};

/** Creates a pod whose one container runs a shell script. */
export async function createPod(client: ApiClient, input: PodInput): Promise<void> {
  const { namespace, name, script = 'sleep 300', container, spec, annotations } = input;
  await fetchObject(client, {
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/pods`,
    body: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, ...(annotations === undefined ? {} : { annotations }) },
      spec: {
        terminationGracePeriodSeconds: 5,
        ...spec,
        containers: [{ name: 'main', image: 'modekeeper/shell:1', args: [script], ...container }],
      },
    },
  });
}

export const readPod = (client: ApiClient, namespace: string, name: string) =>
  findObject<V1Pod>(client, { method: 'GET', path: `/api/v1/namespaces/${namespace}/pods/${name}` });

/** Waits until the pod (null: gone) is as wanted, and returns it. */
export async function podWhen(
  client: ApiClient,
  namespace: string,
  name: string,
  wanted: (pod: V1Pod) => boolean,
): Promise<V1Pod> {
  let found: V1Pod | undefined;
  const probe = async () => {
    const pod = await readPod(client, namespace, name);
    if (pod !== null && wanted(pod)) found = pod;
    return found !== undefined;
  };
  await waitFor(probe, { what: `pod ${name}`, timeout_ms: 60_000 });
  if (found === undefined) throw new Error('unreachable');
  return found;
}

export const isReady = (pod: V1Pod) =>
  pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;

/** The pod's log through the API server. */
export async function readLog(
  client: ApiClient,
  namespace: string,
  name: string,
  query: Record<string, string> = {},
): Promise<string> {
  const answer = await client.call({ method: 'GET', path: `/api/v1/namespaces/${namespace}/pods/${name}/log`, query });
  return answer.body;
}

/** Waits until the log holds a text, and returns the log. */
export async function logWith(client: ApiClient, namespace: string, name: string, text: string): Promise<string> {
  let log = '';
  const probe = async () => {
    log = await readLog(client, namespace, name);
    return log.includes(text);
  };
  await waitFor(probe, { what: `"${text}" in the log of ${name}`, timeout_ms: 60_000 });
  return log;
}
