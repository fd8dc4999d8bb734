import { mkdirSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { V1Pod } from '@kubernetes/client-node';
import { type ApiAccess, createClient, createGuard, listAndWatch, openStateFolder } from '@modekeeper/cluster';
import { createAddresses } from './pods/addresses.ts';
import { type BackoffOptions, kubeletBackoff } from './pods/backoff.ts';
import type { AgentContext, AgentEvent } from './pods/context.ts';
import { type PodWorker, startPod } from './pods/pod-worker.ts';
import { type Programs, programOf } from './programs/image.ts';
import { createLookups } from './programs/lookups.ts';

export type AgentOptions = {
  /** API server and token of an identity that may do what a kubelet may, in all namespaces. */
  access: ApiAccess;
  /** What runs for which image; pods without such an image are kwok's. */
  programs: Programs;
  /** Folder of the agent's own (mode 0700): pods' files and logs. Held exclusively. */
  stateDir: string;
  backoff?: Partial<BackoffOptions>;
  /** How often volumes are looked at (default 1,000). */
  refresh_ms?: number;
  onEvent?: (event: AgentEvent) => void;
};

export type Agent = {
  /** Addresses of the pods that run now, by `namespace/name`. */
  addresses(): Readonly<Record<string, string>>;
  /** Kills the programs and leaves the pods: an agent on the same state starts them again. */
  stop(): Promise<void>;
};

const key = (pod: V1Pod) => pod.metadata?.uid ?? '';
const isOver = (pod: V1Pod) => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';

/**
 * The node agent: does for pods of known images what a kubelet does, with local processes instead of containers. Lives
 * through restarts of the API server; its programs end with it, however it ends. Throws `conflict` when its state folder is in use.
 */
export function startAgent(options: AgentOptions): Agent {
  const folder = openStateFolder(options.stateDir);
  const podsDir = join(options.stateDir, 'pods');
  // Programs of an earlier agent are dead by now; their pods start afresh.
  rmSync(podsDir, { recursive: true, force: true });
  mkdirSync(podsDir, { recursive: true, mode: 0o700 });

  const client = createClient({ userAgent: 'modekeeper-node-agent', ...options.access });
  const { hostname, port } = new URL(options.access.server);
  const guard = createGuard((pids) => folder.recordChildren(pids));
  const report = (event: AgentEvent) => options.onEvent?.(event);
  const context: AgentContext = {
    client,
    guard,
    programs: options.programs,
    lookups: createLookups(client),
    podsDir,
    serviceEnvironment: {
      PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
      KUBERNETES_SERVICE_HOST: hostname,
      KUBERNETES_SERVICE_PORT: port,
      KUBERNETES_SERVICE_PORT_HTTPS: port,
    },
    backoff: { ...kubeletBackoff, ...options.backoff },
    refresh_ms: options.refresh_ms ?? 1_000,
    now_ms: Date.now,
    report,
  };

  const addresses = createAddresses();
  const workers = new Map<string, { worker: PodWorker; name: string; address: string }>();
  const stopping = new AbortController();
  const isOurs = (pod: V1Pod) => pod.spec?.containers.some(({ image }) => programOf(options.programs, image) !== null) === true;

  const drop = async (uid: string) => {
    const known = workers.get(uid);
    workers.delete(uid);
    await known?.worker.remove();
    addresses.giveBack(uid);
  };
  const onDrop = (uid: string) =>
    drop(uid).catch((error: Error) => report({ pod: uid, reason: 'RemoveFailed', message: error.message }));
  const onChange = (pod: V1Pod) => {
    if (!isOurs(pod) || pod.spec?.nodeName === undefined || stopping.signal.aborted) return;
    const uid = key(pod);
    const known = workers.get(uid);
    const isLeaving = pod.metadata?.deletionTimestamp !== undefined;
    if (known === undefined && isOver(pod) && !isLeaving) return;
    if (known === undefined) {
      const address = addresses.take(uid);
      const name = `${pod.metadata?.namespace}/${pod.metadata?.name}`;
      workers.set(uid, { worker: startPod(context, pod, address), name, address });
    }
    if (known !== undefined || isLeaving) workers.get(uid)?.worker.update(pod);
  };

  const watching = listAndWatch<V1Pod>(
    client,
    '/api/v1/pods',
    {
      onList(pods) {
        const present = new Set(pods.map(key));
        for (const uid of [...workers.keys()]) if (!present.has(uid)) void onDrop(uid);
        pods.forEach(onChange);
      },
      onChange,
      onDelete: (pod) => void onDrop(key(pod)),
      onGap: (error) => report({ pod: '', reason: 'WatchGap', message: error.message }),
    },
    stopping.signal,
  );

  return {
    addresses: () => Object.fromEntries([...workers.values()].map(({ name, address }) => [name, address])),
    async stop() {
      stopping.abort();
      await watching;
      await Promise.all([...workers.keys()].map(drop));
      await guard.close();
      client.close();
      folder.release();
    },
  };
}
