// Support for the tests of this folder: a workload on the shared API server, and the program run against it in this process.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiClient, binaryPath, createClient, fetchObject, waitFor, writeKubeconfig } from '@modekeeper/cluster';
import { inject, onTestFinished } from 'vitest';
import type { OwnClusterFlags } from '../flags.ts';
import { freePort } from '../platform/ports.ts';
import { startOwnCluster } from './start-own-cluster.ts';

export type Scene = {
  admin: ApiClient;
  /** Names that nobody else on the shared API server has. */
  own: string;
  target: string;
  release: string;
  folder: string;
  /** What the API server holds of these names now: `Kind namespace/name`, and the target namespace's switch. */
  inventory(): Promise<string[]>;
  /** Starts the program; flags over `--mode observe --yes`. */
  run(over?: Partial<OwnClusterFlags>): Run;
};

export type Run = {
  lines: string[];
  /** Resolves when a line holds the text; rejects when the program fails first. */
  said(text: string): Promise<void>;
  /** Ctrl-C. Resolves when the program has ended. */
  stop(): Promise<void>;
  ended: Promise<void>;
};

const labels = { app: 'trainer' };
const pod = { securityContext: {}, containers: [{ name: 'trainer', image: 'example/pause:1' }] };
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'trainer', annotations: { 'modekeeper/knobs': 'concurrency' } },
  spec: { replicas: 0, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
};

/** A namespace with a Deployment `trainer` that runs no pods, and a state folder of its own. */
export async function makeOwnScene(): Promise<Scene> {
  const id = randomBytes(3).toString('hex');
  const [own, target, release] = [`own-${id}`, `own-target-${id}`, `mk-${id}`];
  const admin = createClient({ server: inject('apiServer'), caFile: inject('caFile'), token: inject('adminToken') });
  const folder = await mkdtemp(join(tmpdir(), 'mk-own-'));
  onTestFinished(async () => {
    admin.close();
    await rm(folder, { recursive: true, force: true });
  });
  await fetchObject(admin, { method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: target } } });
  await fetchObject(admin, { method: 'POST', path: `/apis/apps/v1/namespaces/${target}/deployments`, body: deployment });
  // Its controller leaves it alone from now on, so that inventories can be compared.
  await waitFor(
    async () =>
      (await fetchObject<{ items: object[] }>(admin, { method: 'GET', path: `/apis/apps/v1/namespaces/${target}/replicasets` }))
        .items.length === 1,
    { what: 'the ReplicaSet of the Deployment', timeout_ms: 60_000 },
  );
  const run = (over: Partial<OwnClusterFlags> = {}) => start({ own, target, release, folder }, over);
  return { admin, own, target, release, folder, run, inventory: () => inventory(admin, [own, target], id) };
}

function start(names: Pick<Scene, 'own' | 'target' | 'release' | 'folder'>, over: Partial<OwnClusterFlags>): Run {
  const lines: string[] = [];
  const stop = new AbortController();
  const place = {
    state_path: join(names.folder, 'state'),
    namespace: names.own,
    release: names.release,
    helm: binaryPath('helm'),
  };
  const begin = async () => {
    const flags: OwnClusterFlags = {
      kind: 'own-cluster',
      open: false,
      port: await freePort(),
      kubeconfig: inject('kubeconfig'),
      context: undefined,
      namespace: names.target,
      target: 'trainer',
      mode: 'observe',
      yes: true,
      remove: false,
      ...over,
    };
    await startOwnCluster(flags, stop.signal, (text) => lines.push(...text.split('\n')), place);
  };
  let failed: Error | undefined;
  const ended = begin();
  ended.catch((error: Error) => {
    failed = error;
  });
  return {
    lines,
    ended,
    said: (text) =>
      waitFor(async () => lines.some((line) => line.includes(text)), {
        what: `the line «${text}»`,
        timeout_ms: 90_000,
        check: () => {
          if (failed !== undefined) throw failed;
        },
      }),
    async stop() {
      stop.abort();
      await ended;
    },
  };
}

/** The indented lines under a heading of what the program said. */
export function listed(lines: readonly string[], heading: string): string[] {
  const from = lines.indexOf(heading);
  if (from < 0) return [];
  const rest = lines.slice(from + 1);
  const end = rest.findIndex((line) => !line.startsWith('  '));
  return rest.slice(0, end < 0 ? rest.length : end).map((line) => line.trim());
}

/** A kubeconfig of a user who may do only what the rules say; everywhere. */
export async function limitedKubeconfig({ admin, target, folder }: Scene, rules: object[]): Promise<string> {
  const name = `limited-${target}`;
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const account = `/api/v1/namespaces/${target}/serviceaccounts`;
  const post = <T>(path: string, body: object) => fetchObject<T>(admin, { method: 'POST', path, body });
  await post(account, { metadata: { name } });
  await post(`${rbac}/clusterroles`, { metadata: { name }, rules });
  await post(`${rbac}/clusterrolebindings`, {
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: target }],
  });
  onTestFinished(async () => {
    for (const kind of ['clusterrolebindings', 'clusterroles'])
      await fetchObject(admin, { method: 'DELETE', path: `${rbac}/${kind}/${name}` });
  });
  const { status } = await post<{ status: { token: string } }>(`${account}/${name}/token`, { spec: { expirationSeconds: 3600 } });
  const path = join(folder, 'limited.kubeconfig');
  writeKubeconfig(path, { server: inject('apiServer'), caFile: inject('caFile'), token: status.token, user: 'limited' });
  return path;
}

type Resources = { resources: { name: string; namespaced: boolean; kind: string; verbs: string[] }[] };
type Names = { items: { metadata: { name: string; namespace?: string; annotations?: Record<string, string> } }[] };

// They come and go by themselves, or come with every namespace.
const restless = ['Event', 'EndpointSlice', 'Endpoints', 'ComponentStatus', 'Node', 'CSINode', 'IPAddress'];
const ofEveryNamespace = /^(ServiceAccount \S+\/default|ConfigMap \S+\/kube-root-ca\.crt)$/;

async function inventory(admin: ApiClient, namespaces: string[], id: string): Promise<string[]> {
  const get = <T>(path: string) => fetchObject<T>(admin, { method: 'GET', path });
  const { groups } = await get<{ groups: { preferredVersion: { groupVersion: string } }[] }>('/apis');
  const found: string[] = [];
  for (const root of ['/api/v1', ...groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)]) {
    const { resources } = await get<Resources>(root);
    for (const { name, namespaced, kind, verbs } of resources) {
      if (!verbs.includes('list') || restless.includes(kind)) continue;
      for (const prefix of namespaced ? namespaces.map((each) => `/namespaces/${each}`) : ['']) {
        const { items } = await get<Names>(`${root}${prefix}/${name}`);
        for (const { metadata } of items) {
          const at = metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
          const lock = kind === 'Namespace' ? metadata.annotations?.['modekeeper/apply'] : undefined;
          if (at.includes(id)) found.push(lock === undefined ? `${kind} ${at}` : `${kind} ${at} (${lock})`);
        }
      }
    }
  }
  return found.filter((line) => !ofEveryNamespace.test(line)).sort();
}
