// A whole installation on the real API server: three charts by real Helm, the pods run by the node agent.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ApiClient, binaryPath, createClient, fetchObject, findObject } from '@modekeeper/cluster';
import { inject, onTestFailed, onTestFinished } from 'vitest';
import { type EnrollAnswer, TestControlPlane } from './control-plane.ts';
import { makeTrust, type TestTrust } from './trust.ts';

const charts = resolve(dirname(fileURLToPath(import.meta.url)), '../../../charts');

export type Mode = 'observe' | 'verify' | 'apply';

export const PASSPORT = {
  schema_version: 'passport.v0',
  name: 'demo',
  allowed_chords: ['NORMAL-HOLD', 'BURST-ABSORB', 'RECOVER', 'RELOCK'],
  allowed_actuators: { hot: [], cold: ['concurrency', 'dataloader_prefetch_factor'] },
  limits: { cooldown_s: 0, max_delta_per_step: 4, relock_stable_intervals: 1 },
  invariants: ['keep_global_batch_stable'],
  gates: { apply: true },
};

export interface Installation {
  readonly plane: TestControlPlane;
  readonly trust: TestTrust;
  readonly own: string;
  readonly target: string;
  readonly admin: ApiClient;
  readonly cluster_uid: string;
  /** `helm upgrade` of the connector with these values over the ones that it has. */
  upgrade(values: object): Promise<void>;
  setApply(value: string | null): Promise<void>;
  setKill(value: string): Promise<void>;
  /** One more trainer in the target's namespace. */
  addTrainer(name: string): Promise<void>;
  deployment(): Promise<{
    metadata: { uid: string; annotations: Record<string, string> };
    spec: { template: { metadata: { annotations: Record<string, string> } } };
  }>;
  patchDeployment(body: object, name?: string): Promise<void>;
  data(name: 'journal' | 'state'): Promise<Record<string, string> | null>;
  connectorLog(): Promise<string>;
  sendTrust(entitlements?: readonly string[]): Promise<void>;
  /** Deletes the pod without grace: the process is killed, another one comes. */
  killConnector(): Promise<void>;
}

export interface InstallationOptions {
  readonly mode: Mode;
  readonly guard?: boolean;
  readonly passport?: object;
  readonly apply?: string | null;
  readonly enroll_answer?: EnrollAnswer;
  /** Listens already; made here when left out. */
  readonly plane?: TestControlPlane;
  /** Values of the connector's chart over the usual ones; may name the target's namespace. */
  values?(target: string): object;
}

/** Installs trainer, guard and connector; everything goes when the test is over. */
export async function install({
  mode,
  guard = mode !== 'observe',
  passport = PASSPORT,
  apply = 'enabled',
  enroll_answer,
  plane: given,
  values = () => ({}),
}: InstallationOptions): Promise<Installation> {
  const admin = createClient({ server: inject('apiServer'), caFile: inject('caFile'), token: inject('adminToken') });
  const suffix = randomBytes(3).toString('hex');
  const [own, target] = [`mk-${suffix}`, `ml-${suffix}`];
  const plane = given ?? (await new TestControlPlane().listen());
  plane.enroll_answer = enroll_answer ?? null;
  const trust = await makeTrust();
  const annotations = apply === null ? {} : { 'modekeeper/apply': apply };
  await fetchObject(admin, { method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: own } } });
  await fetchObject(admin, { method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: target, annotations } } });
  const { metadata } = await fetchObject<{ metadata: { uid: string } }>(admin, {
    method: 'GET',
    path: '/api/v1/namespaces/kube-system',
  });
  onTestFinished(async () => {
    for (const name of [own, target]) await admin.call({ method: 'DELETE', path: `/api/v1/namespaces/${name}` });
    await runHelm(['uninstall', `guard-${suffix}`, '--namespace', own]).catch(() => '');
    await plane.close();
    admin.close();
  });
  const addTrainer = async (name: string) => {
    await runHelm(['install', name, join(charts, 'trainer'), '--namespace', target], { loopIntervalSeconds: 0.2 });
  };
  await addTrainer('trainer');
  if (guard) {
    const actuators = [
      { name: 'concurrency', min: 1, max: 64 },
      { name: 'dataloader_prefetch_factor', min: 1, max: 8 },
    ];
    await runHelm(['install', `guard-${suffix}`, join(charts, 'modekeeper-guard'), '--namespace', own], {
      serviceAccount: { namespace: own, name: 'mk' },
      mode: mode === 'observe' ? 'verify' : mode,
      actuators,
    });
  }
  await runHelm(['install', 'mk', join(charts, 'modekeeper-connector'), '--namespace', own], {
    controlPlaneUrl: plane.url,
    mode,
    sandbox: true,
    enrollment: { token: `mke_${'0'.repeat(26)}_${'0'.repeat(26)}_${'t'.repeat(43)}` },
    targets: [{ namespace: target, name: 'trainer', container: 'trainer', passport: 'demo' }],
    passports: { demo: passport },
    trust: trust.values,
    guard: { policyName: `guard-${suffix}` },
    ...values(target),
  });
  const deploymentPath = (name: string) => `/apis/apps/v1/namespaces/${target}/deployments/${name}`;
  const patch = async (path: string, body: object) => {
    await fetchObject(admin, { method: 'PATCH', path, body });
  };
  const connectorLog = async () => {
    const pods = await fetchObject<{ items: { metadata: { name: string } }[] }>(admin, {
      method: 'GET',
      path: `/api/v1/namespaces/${own}/pods`,
    });
    const name = pods.items[0]?.metadata.name ?? '';
    return (await admin.call({ method: 'GET', path: `/api/v1/namespaces/${own}/pods/${name}/log` })).body;
  };
  onTestFailed(async () => {
    process.stdout.write(await connectorLog());
  });
  return {
    plane,
    trust,
    own,
    target,
    admin,
    cluster_uid: metadata.uid,
    async upgrade(changed) {
      await runHelm(['upgrade', 'mk', join(charts, 'modekeeper-connector'), '--namespace', own, '--reuse-values'], changed);
    },
    setApply: (value) => patch(`/api/v1/namespaces/${target}`, { metadata: { annotations: { 'modekeeper/apply': value } } }),
    setKill: (value) => patch(`/api/v1/namespaces/${own}/configmaps/mk-kill`, { data: { kill_switch: value } }),
    addTrainer,
    deployment: () => fetchObject(admin, { method: 'GET', path: deploymentPath('trainer') }),
    patchDeployment: (body, name = 'trainer') => patch(deploymentPath(name), body),
    async data(name) {
      const found = await findObject<{ data: Record<string, string> }>(admin, {
        method: 'GET',
        path: `/api/v1/namespaces/${own}/configmaps/mk-${name}`,
      });
      return found?.data ?? null;
    },
    connectorLog,
    async killConnector() {
      const pods = await fetchObject<{ items: { metadata: { name: string } }[] }>(admin, {
        method: 'GET',
        path: `/api/v1/namespaces/${own}/pods`,
      });
      for (const pod of pods.items)
        await admin.call({
          method: 'DELETE',
          path: `/api/v1/namespaces/${own}/pods/${pod.metadata.name}`,
          query: { gracePeriodSeconds: '0' },
        });
    },
    async sendTrust(entitlements) {
      const documents = await trust.documents(metadata.uid, entitlements);
      for (const kind of ['issuer_keyset', 'revocation_list', 'revocation_freshness', 'license'] as const)
        plane.send('trust_document', { kind, document: documents[kind] });
    },
  };
}

/** Runs the pinned Helm against the shared API server; values on stdin (JSON is YAML). */
function runHelm(args: readonly string[], values?: unknown): Promise<string> {
  const kubeconfig = inject('kubeconfig');
  const env = { HOME: join(dirname(kubeconfig), 'helm-home-connector'), PATH: process.env.PATH ?? '', KUBECONFIG: kubeconfig };
  return new Promise((done, failed) => {
    const child = spawn(binaryPath('helm'), values === undefined ? [...args] : [...args, '--values', '-'], {
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', failed);
    child.on('close', (code) => (code === 0 ? done(out) : failed(new Error(`helm ${args.join(' ')}: ${err}`))));
    child.stdin.end(values === undefined ? '' : JSON.stringify(values));
  });
}
