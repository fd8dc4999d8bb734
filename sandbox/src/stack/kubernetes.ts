import { appendFileSync, mkdirSync } from 'node:fs';
import { type Agent, type Program, startAgent, trainerProgram } from '@modekeeper/agent';
import {
  type BuildProgress,
  type Cluster,
  ensureBinaries,
  type StartProgress,
  startCluster,
  waitSchedulable,
} from '@modekeeper/cluster';
import type { StateFolder } from '../platform/paths.ts';
import { type Helm, helm } from './helm.ts';

/** A real Kubernetes control plane with a node agent that runs our programs, and Helm. */
export type Kubernetes = {
  cluster: Cluster;
  agent: Agent;
  helm: Helm;
  /** uid of namespace kube-system, which stands for the cluster. */
  uid: string;
  stop(): Promise<void>;
};

export type KubernetesOptions = {
  folder: Pick<StateFolder, 'cluster' | 'pods' | 'log'>;
  /** What image `modekeeper/connector` stands for. */
  connector: Program;
  onProgress: (step: BuildProgress | StartProgress) => void;
  signal?: AbortSignal;
};

/** Builds what is missing (minutes, the first time), starts the control plane and the node agent. */
export async function startKubernetes({ folder, connector, onProgress, signal }: KubernetesOptions): Promise<Kubernetes> {
  const abort = signal === undefined ? {} : { signal };
  const binaries = await ensureBinaries({ onProgress, ...abort });
  const cluster = await startCluster({ stateDir: folder.cluster, onProgress, ...abort });
  try {
    await waitSchedulable(cluster.client, 60_000, signal);
    mkdirSync(folder.pods, { recursive: true, mode: 0o700 });
    const agent = startAgent({
      access: { server: cluster.server, caFile: cluster.caFile, token: cluster.tokens.agent },
      programs: { 'modekeeper/trainer': trainerProgram, 'modekeeper/connector': connector },
      stateDir: folder.pods,
      onEvent: (event) => appendFileSync(folder.log('agent'), `${JSON.stringify(event)}\n`),
    });
    return {
      cluster,
      agent,
      helm: helm(binaries.helm, cluster.kubeconfig),
      uid: await clusterUid(cluster),
      stop: async () => {
        await agent.stop();
        await cluster.stop();
      },
    };
  } catch (cause) {
    await cluster.stop();
    throw cause;
  }
}

async function clusterUid(cluster: Cluster): Promise<string> {
  const { body } = await cluster.client.call({ method: 'GET', path: '/api/v1/namespaces/kube-system' });
  return (JSON.parse(body) as { metadata: { uid: string } }).metadata.uid;
}
