import { listAndWatch, type Watched } from '@modekeeper/cluster';
import type { Kubernetes } from '@modekeeper/sandbox';

type Deployment = Watched & {
  metadata: { uid: string; generation: number };
  spec: { replicas?: number };
  status?: { observedGeneration?: number; replicas?: number; updatedReplicas?: number; availableReplicas?: number };
};

/** When a generation of a Deployment was seen first, and when its rollout was complete; epoch ms, null before. */
export type Rollout = { readonly since_ms: number; readonly complete_ms: number | null };

export type Rollouts = { of(uid: string, generation: number): Rollout | undefined; close(): Promise<void> };

/** Watches all Deployments from outside: how long the cluster took for a rollout, whatever the connector says of it. */
export function watchRollouts({ cluster }: Kubernetes): Rollouts {
  const seen = new Map<string, Rollout>();
  const stopping = new AbortController();
  const onChange = (deployment: Deployment) => {
    const { generation, uid } = deployment.metadata;
    const key = `${uid} ${generation}`;
    const now_ms = Date.now();
    const rollout = seen.get(key) ?? { since_ms: now_ms, complete_ms: null };
    seen.set(key, rollout.complete_ms === null && isComplete(deployment) ? { ...rollout, complete_ms: now_ms } : rollout);
  };
  const watching = listAndWatch<Deployment>(
    cluster.client,
    '/apis/apps/v1/deployments',
    { onList: (items) => items.forEach(onChange), onChange, onDelete: () => undefined },
    stopping.signal,
  );
  return {
    of: (uid, generation) => seen.get(`${uid} ${generation}`),
    close: async () => {
      stopping.abort();
      await watching;
    },
  };
}

/** As `kubectl rollout status` judges it. */
function isComplete({ metadata, spec, status = {} }: Deployment): boolean {
  const { availableReplicas = 0, observedGeneration = 0, replicas = 0, updatedReplicas = 0 } = status;
  const wanted = spec.replicas ?? 1;
  return observedGeneration >= metadata.generation && [availableReplicas, replicas, updatedReplicas].every((n) => n === wanted);
}
