import { type ConnectorConfig, isModeKeeperError, makeUlid } from '@modekeeper/contracts';
import {
  type ApiHandle,
  connectApi,
  type IdentitySecret,
  inClusterConnection,
  LeaseKeeper,
  type OwnState,
} from '@modekeeper/kube';
import type { Environment } from './config/environment.ts';
import type { Files } from './config/files.ts';
import { parseConfig } from './config/load-config.ts';
import { readTrustMaterial, type TrustMaterial } from './config/trust-material.ts';
import type { Core } from './core.ts';
import type { Readiness } from './health/readiness.ts';
import { obtainIdentity } from './identity/enroll-loop.ts';
import { isFirstStart } from './identity/identity.ts';
import { rotateIfDue } from './identity/rotate.ts';
import { RotatingSigner } from './identity/rotating-signer.ts';
import { openJournal } from './journal/journal-store.ts';
import { LEASE_DURATION_S, LeaseHolder } from './journal/lease-loop.ts';
import { ownConfigMap } from './journal/own-object.ts';
import { openState } from './journal/state-store.ts';
import { configuredFile } from './kill/configured-file.ts';
import { KillSwitch } from './kill/kill-switch.ts';
import { ApiClock, withApiClock } from './license/api-clock.ts';
import { LicenseKeeper } from './license/license-keeper.ts';
import type { Clock, Counters, Log, RandomSource } from './ports.ts';
import { runConnected } from './run.ts';
import type { PostJson } from './session/post-json.ts';
import type { Connect } from './session/socket.ts';

/** Exit codes of the process: 0 after a clean stop, 1 for a defect, 2 for a configuration that cannot work, 3 when another connector took over. */
export const EXIT = { clean: 0, defect: 1, configuration: 2, taken_over: 3 } as const;

/** Everything from outside; `main.ts` hands in the real ones. */
export interface Ports {
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Log;
  readonly counters: Counters;
  readonly files: Files;
  readonly connect: Connect;
  readonly post: PostJson;
  readonly readiness: Readiness;
  /** The parts that metrics look at, once they stand. */
  started(core: Core, session: { readonly connected: boolean }, outbox: { readonly size: number }): void;
}

/** Runs the connector until `stop` is aborted; resolves with the exit code. Faults of cluster and network are waited out. */
export async function runApp(ports: Ports, stop: AbortSignal): Promise<number> {
  const { log, readiness } = ports;
  let setup: { config: ConnectorConfig; trust: TrustMaterial; api: ApiHandle };
  try {
    const text = await ports.files.read(ports.environment.config_file);
    const config = parseConfig(text);
    const trust = await readTrustMaterial(ports.environment.trust_dir, ports.files, log);
    setup = { config, trust, api: connectApi(await inClusterConnection(ports.env, ports.clock), ports.clock) };
  } catch (error) {
    if (!isModeKeeperError(error)) throw error;
    readiness.set('own_state', { ok: false, code: error.code, why: `${error.message} ${error.hint}` });
    log.error({ code: error.code, file: ports.environment.config_file, hint: error.hint }, error.message);
    return EXIT.configuration;
  }
  const code = await runInCluster(ports, setup, stop);
  setup.api.close();
  return code;
}

/** The same with the cluster's side made already. */
export async function runInCluster(
  ports: Ports,
  { config, trust, api }: { config: ConnectorConfig; trust: TrustMaterial; api: ApiHandle },
  stop: AbortSignal,
): Promise<number> {
  const { clock, random, log, readiness } = ports;
  const own = api.ownState({ namespace: config.namespace, release: config.release });
  const owner = await untilOk(ports, stop, 'lease', () => own.getIdentity());
  if (owner === null) return EXIT.clean;
  const boot_id = makeUlid(clock.now_ms(), random.bytes);
  const lease = new LeaseHolder(
    new LeaseKeeper({ own, owner, holder: `${ports.environment.pod_name}_${boot_id}`, duration_s: LEASE_DURATION_S }),
    clock,
    log,
  );
  const fencing_token = await lease.acquire(stop, (why) => readiness.set('lease', { ok: false, code: 'waiting', why }));
  if (fencing_token === null) return EXIT.clean;
  readiness.ok('lease', 'held');
  const over = new AbortController();
  const signal = AbortSignal.any([stop, over.signal]);
  let taken_over = false;
  const lost = (why: string) => {
    taken_over = true;
    log.error({ why }, 'another connector took over; this one stops');
    over.abort();
  };
  // Until the drain is over, not until it begins: the step under way must not lose its Lease to the next pod.
  const keeping = lease.keep(over.signal, lost);
  try {
    const core = await assemble(ports, { config, trust, api, own, owner, lease, fencing_token, lost }, signal);
    if (core !== null) await runConnected({ ports, core, lease, boot_id }, signal);
  } finally {
    over.abort();
    // Whoever follows waits for the Lease to run out when a slow API server does not let us give it up.
    const released = keeping.then(() => (taken_over ? undefined : lease.release()));
    await Promise.race([released, clock.sleep(RELEASE_MS)]);
  }
  return taken_over ? EXIT.taken_over : EXIT.clean;
}

interface Assembly {
  readonly config: ConnectorConfig;
  readonly trust: TrustMaterial;
  readonly api: ApiHandle;
  readonly own: OwnState;
  readonly owner: IdentitySecret;
  readonly lease: LeaseHolder;
  readonly fencing_token: number;
  lost(why: string): void;
}

/** Journal, state, identity, in this order: what was under way must be known before anything new is said or done. */
async function assemble(ports: Ports, input: Assembly, signal: AbortSignal): Promise<Core | null> {
  const { clock, random, log, readiness, files, environment } = ports;
  const { config, trust, api, own, owner, fencing_token, lost } = input;
  const journalObject = ownConfigMap(own, 'journal', owner);
  const journal = await untilOpened(ports, signal, () =>
    openJournal({ object: journalObject, clock, random, log, fencing_token, held: () => input.lease.held, on_lost: lost }),
  );
  if (journal === null) return null;
  const state = await untilOpened(ports, signal, () =>
    openState({
      object: ownConfigMap(own, 'state', owner),
      clock,
      log,
      birth_id: journal.document.value.birth_id,
      fencing_token: journal.document.value.fencing_token,
      first_start: isFirstStart(owner),
      targets: config.targets.flatMap((target) => ('name' in target ? [`${target.namespace}/${target.name}`] : [])),
      on_lost: lost,
    }),
  );
  if (state === null) return null;
  readiness.ok('own_state', journal.born ? 'a new journal' : 'read');
  const identity = await obtainIdentity(
    {
      own,
      cluster: api.cluster,
      config,
      files,
      token_file: environment.token_file,
      post: ports.post,
      readiness,
      clock,
      random,
      log,
    },
    signal,
  );
  if (identity === null) return null;
  readiness.ok('enrollment', identity.enrollment.cluster_id);
  const cluster_uid = await untilOk(ports, signal, 'own_state', () => api.cluster.getClusterUid());
  if (cluster_uid === null) return null;
  const api_clock = new ApiClock(clock);
  const cluster = withApiClock(api.cluster, api_clock);
  const license = new LicenseKeeper({ state, roots: trust.roots, cluster_uid, clock: api_clock, log });
  await license.considerMounted(environment.trust_dir, files);
  const kill = new KillSwitch({
    environment_value: environment.kill_switch,
    file: configuredFile(environment.kill_switch_file, files),
    own,
    configmap: { namespace: config.namespace, name: `${config.release}-kill` },
    cluster,
    state,
    approval_keys: trust.approval_keys,
    override_cloud: new Set(config.kill?.override_cloud),
    clock,
    log,
  });
  const { version, counters } = ports;
  const signer = new RotatingSigner(identity.signer);
  const renewKey = async () => {
    const next = await rotateIfDue({ own, config, post: ports.post, clock, random, log });
    if (next !== null) signer.use(next);
  };
  return {
    version,
    environment,
    config,
    trust,
    signer,
    renewKey,
    enrollment: identity.enrollment,
    cluster_uid,
    cluster,
    journal: journal.document,
    state,
    kill,
    license,
    api_clock,
    clock,
    random,
    log,
    counters,
  };
}

/** What is left for giving the Lease up, within the time that a stop may take (`main.ts`). */
const RELEASE_MS = 2000;
const RETRY_MS = 3000;

async function untilOk<T>(
  ports: Ports,
  signal: AbortSignal,
  part: 'lease' | 'own_state',
  ask: () => Promise<{ kind: 'ok'; value: T } | { kind: string; message: string }>,
): Promise<T | null> {
  while (!signal.aborted) {
    const answer = await ask();
    if ('value' in answer) return answer.value;
    const why = `The API server does not answer as needed (${answer.kind}): ${answer.message}`;
    ports.readiness.set(part, { ok: false, code: 'cluster_unreachable', why });
    ports.log.warn({ kind: answer.kind }, why);
    await ports.clock.sleep(RETRY_MS, signal);
  }
  return null;
}

async function untilOpened<T>(ports: Ports, signal: AbortSignal, open: () => Promise<T>): Promise<T | null> {
  while (!signal.aborted) {
    try {
      return await open();
    } catch (error) {
      if (!isModeKeeperError(error)) throw error;
      ports.readiness.set('own_state', { ok: false, code: error.code, why: `${error.message} ${error.hint}` });
      ports.log.error({ code: error.code, hint: error.hint }, error.message);
      await ports.clock.sleep(RETRY_MS, signal);
    }
  }
  return null;
}
