import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kwokAssets } from '../build/cache.ts';
import { ensureBinaries } from '../build/ensure-binaries.ts';
import type { BuildProgress } from '../build/progress.ts';
import { type BinaryName, controlPlaneBinaries } from '../build/recipe.ts';
import { type ApiClient, createClient } from '../client/request.ts';
import { type AuditEvent, type AuditFilter, readAuditLog } from './audit-log.ts';
import { type AuditRule, auditPolicy } from './audit-policy.ts';
import { type ComponentName, caFileOf, type Layout } from './components.ts';
import { type Credentials, ensureCredentials, type Identity, identities } from './credentials.ts';
import { installLogsDefinition } from './definitions.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { createNode, type NodeSpec } from './nodes.ts';
import { type ClusterPorts, choosePorts } from './ports.ts';
import type { StartProgress } from './progress.ts';
import { makeStages } from './stages.ts';
import { openStateFolder } from './state-folder.ts';
import { createSupervisor, type Supervisor } from './supervisor.ts';
import { isListening, waitFor } from './wait.ts';

export type ClusterOptions = {
  /** Everything lives here (mode 0700): data, keys, kubeconfig, logs, audit log. A later start on it continues. */
  stateDir: string;
  ports?: Partial<ClusterPorts>;
  onProgress?: (step: StartProgress | BuildProgress) => void;
  /** Rules of the audit policy, see `defaultAuditRules`. */
  auditRules?: readonly AuditRule[];
  apiServerFlags?: readonly string[];
  /** Image repositories whose pods the node agent runs; kwok leaves them alone. */
  agentImages?: readonly string[];
  /** Nodes to create (default one, `sandbox-node-1`, with 8 GPUs). */
  nodes?: readonly NodeSpec[];
  signal?: AbortSignal;
};

export type Cluster = {
  server: string;
  caFile: string;
  adminToken: string;
  /** Tokens of the sandbox's own identities; `agent` is the node agent's. */
  tokens: Credentials['tokens'];
  /** Path of the administrator's kubeconfig. */
  kubeconfig: string;
  stateDir: string;
  auditLogPath: string;
  binaries: Record<BinaryName, string>;
  /** As administrator. */
  client: ApiClient;
  readAudit(filter?: AuditFilter): Promise<AuditEvent[]>;
  pids(): Partial<Record<ComponentName, number>>;
  /** For fault tests: ends one component (`SIGKILL` by default, a crash) … */
  killComponent(name: ComponentName, signal?: NodeJS.Signals): Promise<void>;
  /** … and brings it back; for the API server it resolves when the server is ready again. */
  startComponent(name: ComponentName): Promise<void>;
  stop(): Promise<void>;
};

const READY_TIMEOUT_MS = 90_000;
const DEFAULT_NODES: readonly NodeSpec[] = [{ name: 'sandbox-node-1', gpus: 8 }];
export const DEFAULT_AGENT_IMAGES: readonly string[] = ['modekeeper/trainer', 'modekeeper/connector'];

async function prepare(options: ClusterOptions): Promise<Layout> {
  const { stateDir } = options;
  const path = (name: string) => join(stateDir, name);
  for (const folder of ['logs', 'audit', 'kubeconfigs', 'certificates', 'etcd'])
    mkdirSync(path(folder), { recursive: true, mode: 0o700 });
  const layout: Layout = {
    stateDir,
    ports: await choosePorts(stateDir, options.ports),
    credentials: ensureCredentials(stateDir),
    kubeconfigs: {
      controllers: path('kubeconfigs/controllers'),
      scheduler: path('kubeconfigs/scheduler'),
      kwok: path('kubeconfigs/kwok'),
    },
    auditPolicyFile: path('audit/policy.json'),
    auditLogPath: path('audit/audit.jsonl'),
    stagesFile: path('stages.yaml'),
    apiServerFlags: options.apiServerFlags ?? [],
  };
  writeFileSync(layout.auditPolicyFile, auditPolicy(options.auditRules), { mode: 0o600 });
  writeFileSync(layout.stagesFile, makeStages(kwokAssets(), options.agentImages ?? DEFAULT_AGENT_IMAGES), { mode: 0o600 });
  return layout;
}

function writeKubeconfigs(layout: Layout, server: string): string {
  const write = (path: string, who: Identity) =>
    writeKubeconfig(path, {
      server,
      caFile: caFileOf(layout.stateDir),
      token: layout.credentials.tokens[who],
      user: identities[who].user,
    });
  write(layout.kubeconfigs.controllers, 'controllers');
  write(layout.kubeconfigs.scheduler, 'scheduler');
  write(layout.kubeconfigs.kwok, 'kwok');
  const admin = join(layout.stateDir, 'kubeconfig');
  write(admin, 'admin');
  return admin;
}

/**
 * A client for a server whose certificate may not be written yet, or only in part: the server makes it at its first start.
 * So every attempt reads the file anew.
 */
async function connectWhenReady(
  layout: Layout,
  server: string,
  supervisor: Supervisor,
  signal?: AbortSignal,
): Promise<ApiClient> {
  const waiting = { timeout_ms: READY_TIMEOUT_MS, check: supervisor.assertAlive, ...(signal === undefined ? {} : { signal }) };
  let ready: ApiClient | undefined;
  const probe = async () => {
    const client = createClient({ server, caFile: caFileOf(layout.stateDir), token: layout.credentials.tokens.admin });
    const answer = await client.call({ method: 'GET', path: '/readyz' }).catch((error: Error) => error);
    if ('status' in answer && answer.status === 200) ready = client;
    else client.close();
    if (answer instanceof Error) throw answer;
    return ready !== undefined;
  };
  await waitFor(probe, { what: 'the API server', ...waiting });
  if (ready === undefined) throw new Error('unreachable: the wait ends with a client or throws');
  return ready;
}

/**
 * Starts a real control plane on 127.0.0.1: etcd, API server, controllers, scheduler and kwok, with nodes and an audit log.
 * Resolves when the API server answers and everything else runs; `waitSchedulable` waits for the rest. All of it ends with
 * this process, however it ends. Throws `conflict` (state folder in use), the errors of `ensureBinaries`, `timeout`.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { stateDir, onProgress, signal } = options;
  const binaries = await ensureBinaries({
    names: controlPlaneBinaries,
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  });
  const folder = openStateFolder(stateDir);
  let supervisor: Supervisor | undefined;
  try {
    const layout = await prepare(options);
    const started = createSupervisor(layout, folder);
    supervisor = started;
    const begun = performance.now();
    const report = (kind: StartProgress['kind']) => onProgress?.({ kind, elapsed_ms: Math.round(performance.now() - begun) });
    const server = `https://127.0.0.1:${layout.ports.apiServer}`;

    started.start('etcd');
    await waitFor(() => isListening(layout.ports.etcd), {
      what: 'etcd',
      timeout_ms: READY_TIMEOUT_MS,
      check: started.assertAlive,
    });
    started.start('kube-apiserver');
    const client = await connectWhenReady(layout, server, started, signal);
    report('api_ready');
    const kubeconfig = writeKubeconfigs(layout, server);
    started.start('kube-controller-manager');
    started.start('kube-scheduler');
    await installLogsDefinition(
      client,
      kwokAssets(),
      AbortSignal.any([AbortSignal.timeout(READY_TIMEOUT_MS), ...(signal ? [signal] : [])]),
    );
    for (const node of options.nodes ?? DEFAULT_NODES) await createNode(client, node);
    started.start('kwok');
    report('controllers_started');

    return {
      server,
      caFile: caFileOf(stateDir),
      adminToken: layout.credentials.tokens.admin,
      tokens: layout.credentials.tokens,
      kubeconfig,
      stateDir,
      auditLogPath: layout.auditLogPath,
      binaries,
      client,
      readAudit: (filter) => readAuditLog(layout.auditLogPath, filter),
      pids: started.pids,
      killComponent: (name, with_ = 'SIGKILL') => started.stop(name, with_),
      async startComponent(name) {
        started.start(name);
        if (name === 'kube-apiserver') (await connectWhenReady(layout, server, started)).close();
      },
      async stop() {
        client.close();
        await started.stopAll();
        folder.release();
      },
    };
  } catch (error) {
    await supervisor?.stopAll();
    folder.release();
    throw error;
  }
}
