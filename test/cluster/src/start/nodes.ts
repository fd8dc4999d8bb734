import { createIfAbsent } from '../client/objects.ts';
import type { ApiClient } from '../client/request.ts';

export type NodeSpec = {
  name: string;
  /** `nvidia.com/gpu` in capacity (default 0: absent). */
  gpus?: number;
  cpu?: string;
  memory?: string;
  labels?: Record<string, string>;
};

/** Creates a node that kwok keeps alive; one that is there is left as it is. */
export async function createNode(client: ApiClient, node: NodeSpec): Promise<void> {
  const gpus = node.gpus ?? 0;
  const capacity = {
    cpu: node.cpu ?? '64',
    memory: node.memory ?? '256Gi',
    pods: '500',
    ...(gpus > 0 ? { 'nvidia.com/gpu': String(gpus) } : {}),
  };
  await createIfAbsent(client, '/api/v1/nodes', {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: node.name,
      labels: { 'kubernetes.io/hostname': node.name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', ...node.labels },
    },
    status: { capacity, allocatable: capacity },
  });
}
