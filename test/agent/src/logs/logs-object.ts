import { setTimeout as sleep } from 'node:timers/promises';
import type { V1Pod } from '@kubernetes/client-node';
import { type ApiClient, fetchObject } from '@modekeeper/cluster';

/** Where the log of a container lies now, and that of its run before. */
export type LogFiles = { container: string; file: string; previous?: string };

/**
 * Tells kwok, which answers the API server's log requests, which files hold a pod's logs: a `Logs` object named like the
 * pod and owned by it, so that it goes when the pod goes.
 */
export async function publishLogs(client: ApiClient, pod: V1Pod, files: readonly LogFiles[]): Promise<void> {
  const { name = '', namespace = '', uid = '' } = pod.metadata ?? {};
  await fetchObject(client, {
    method: 'PATCH',
    patch: 'apply',
    path: `/apis/kwok.x-k8s.io/v1alpha1/namespaces/${namespace}/logs/${name}`,
    query: { fieldManager: 'modekeeper-node-agent', force: 'true' },
    body: {
      apiVersion: 'kwok.x-k8s.io/v1alpha1',
      kind: 'Logs',
      metadata: { name, namespace, ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name, uid }] },
      spec: {
        logs: files.map(({ container, file, previous }) => ({
          containers: [container],
          logsFile: file,
          ...(previous === undefined ? {} : { previousLogsFile: previous }),
          follow: true,
        })),
      },
    },
  });
}

const SERVED_TIMEOUT_MS = 3_000;
const SERVED_POLL_MS = 20;

/**
 * Waits until kwok has heard of a container's log, so that whoever sees the container running can read it, as on a real
 * node. Gives up after a few seconds and says whether it is served.
 */
export async function waitForLog(client: ApiClient, pod: V1Pod, container: string): Promise<boolean> {
  const { name = '', namespace = '' } = pod.metadata ?? {};
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/log`;
  for (let waited_ms = 0; waited_ms < SERVED_TIMEOUT_MS; waited_ms += SERVED_POLL_MS) {
    const answer = await client.call({ method: 'GET', path, query: { container, tailLines: '0' } });
    if (answer.status === 200) return true;
    await sleep(SERVED_POLL_MS);
  }
  return false;
}
