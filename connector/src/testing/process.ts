// One process of the connector over the fake server: real journal, real gates, real steps; no socket.
import { type ConnectorConfig, makeId, makeUlid, type UpBody } from '@modekeeper/contracts';
import { createKeyring, generateKeyPair, parseKeyringFile, type Signer, signerOf, trustedKeysOf } from '@modekeeper/trust';
import { readEnvironmentVariables } from '../config/environment.ts';
import { Passports } from '../config/passports.ts';
import { TargetTicker } from '../decide/tick.ts';
import type { ExecuteContext } from '../execute/context.ts';
import { Executor } from '../execute/executor.ts';
import { dryRunGate } from '../execute/gates.ts';
import { resolveByPerson } from '../execute/resolution.ts';
import { GuardCheck } from '../guard/guard-check.ts';
import { openJournal } from '../journal/journal-store.ts';
import type { PlanRecord } from '../journal/plan-record.ts';
import { openState } from '../journal/state-store.ts';
import { KillSwitch } from '../kill/kill-switch.ts';
import { ApiClock, withApiClock } from '../license/api-clock.ts';
import { LicenseKeeper } from '../license/license-keeper.ts';
import { TargetWatch } from '../observe/target-watch.ts';
import type { Counters, Log } from '../ports.ts';
import { makeHandler } from '../session/handler.ts';
import { Publisher } from '../session/publisher.ts';
import type { Crash } from './crash.ts';
import { type FakeServer, fakePorts, TARGET } from './fake-cluster.ts';
import type { TestTrust } from './trust.ts';
import type { VirtualClock } from './virtual-clock.ts';

const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const counters: Counters = { count: () => undefined };

export const PASSPORT_TEXT = JSON.stringify({
  schema_version: 'passport.v0',
  name: 'demo',
  allowed_chords: ['NORMAL-HOLD', 'BURST-ABSORB', 'RECOVER', 'RELOCK'],
  allowed_actuators: { hot: [], cold: ['concurrency', 'dataloader_prefetch_factor'] },
  limits: { cooldown_s: 30, max_delta_per_step: 4, relock_stable_intervals: 1 },
  invariants: ['keep_global_batch_stable'],
  gates: { apply: true },
});

export interface Installed {
  readonly trust: TestTrust;
  readonly signer: Signer;
  readonly enrollment: ExecuteContext['enrollment'];
  readonly config: ConnectorConfig;
}

export async function makeInstalled(trust: TestTrust): Promise<Installed> {
  const id = <Prefix extends 'cl' | 'org' | 'env'>(prefix: Prefix) => makeId(prefix, Date.now(), bytes);
  return {
    trust,
    signer: signerOf(await generateKeyPair(bytes)),
    enrollment: {
      cluster_id: id('cl'),
      tenant_id: id('org'),
      environment_id: id('env'),
      endpoints: { connect_url: 'wss://plane.example/v1/connect' },
    },
    config: {
      schema_version: 'connector_config.v1',
      release: 'mk',
      namespace: 'mk',
      control_plane_url: 'https://plane.example',
      mode: 'apply',
      approval: { level: 'L0', threshold: 1 },
      targets: [{ apiVersion: 'apps/v1', kind: 'Deployment', ...TARGET, container: 'trainer', passport: 'demo' }],
      gitops: { managers: [] },
      guard: { policy_name: 'guard' },
      chart_version: '0.1.0',
      allow_insecure_http: false,
    },
  };
}

export interface Told {
  readonly type: string;
  readonly body: UpBody<'plan_event'> | UpBody<'receipt'> | object;
}

export interface Process {
  readonly ctx: ExecuteContext;
  readonly executor: Executor;
  readonly ticker: TargetTicker;
  readonly handler: ReturnType<typeof makeHandler>;
  /** The newest plan. */
  plan(): PlanRecord | undefined;
}

/** Boots a process on what the server holds. */
export async function boot(
  installed: Installed,
  server: FakeServer,
  clock: VirtualClock,
  crash: Crash,
  fencing_token: number,
  told: Told[],
  signal: AbortSignal,
): Promise<Process> {
  const { trust, signer, enrollment, config } = installed;
  const ports = fakePorts(server, clock, crash);
  const random = { bytes, fraction: () => 0.5 };
  const lost = () => undefined;
  const api_clock = new ApiClock(clock);
  const cluster = withApiClock(ports.cluster, api_clock);
  const journal = await openJournal({
    object: ports.object('journal'),
    clock,
    random,
    log: silent,
    fencing_token,
    held: () => true,
    on_lost: lost,
  });
  const state = await openState({
    object: ports.object('state'),
    clock,
    log: silent,
    birth_id: journal.document.value.birth_id,
    fencing_token: journal.document.value.fencing_token,
    first_start: true,
    targets: ['ml/trainer'],
    on_lost: lost,
  });
  const roots = parseKeyringFile(JSON.stringify(trust.values.roots));
  const approval_keys = createKeyring(trustedKeysOf(parseKeyringFile(JSON.stringify(trust.values.approvalKeys)), 'approval'));
  const license = new LicenseKeeper({ state, roots, cluster_uid: 'uid-of-cluster', clock: api_clock, log: silent });
  const kill = new KillSwitch({
    environment_value: undefined,
    file: null,
    own: ports.own,
    configmap: { namespace: 'mk', name: 'mk-kill' },
    cluster,
    state,
    approval_keys,
    override_cloud: new Set(config.kill?.override_cloud),
    clock,
    log: silent,
  });
  const environment = readEnvironmentVariables({});
  const watch = new TargetWatch(config.targets[0] as TargetWatch['target'], {
    cluster,
    clock,
    counters,
    log: silent,
    window_ms: 60_000,
    tick_ms: 10_000,
  });
  const publisher: Publisher = new Publisher(journal.document, (type, body, done) => {
    told.push({ type, body });
    done();
  });
  const core = {
    version: 'test',
    environment,
    config,
    trust: { roots, approval_keys, approver_keys: createKeyring([]) },
    signer,
    renewKey: async () => undefined,
    enrollment,
    cluster_uid: 'uid-of-cluster',
    cluster,
    journal: journal.document,
    state,
    kill,
    license,
    api_clock,
    clock,
    random,
    log: silent,
    counters,
  };
  const guard: GuardCheck = new GuardCheck({
    cluster,
    policy_name: 'guard',
    first_target: TARGET,
    clock,
    log: silent,
    gate: ({ name, namespace }) => dryRunGate(ctx, 'canary', namespace, `${namespace}/${name}`).gate,
  });
  const ctx: ExecuteContext = {
    ...core,
    lease: { held: true },
    passports: new Passports('/p', { read: async () => server.passport ?? PASSPORT_TEXT, list: async () => [] }),
    guard,
    boot_ms: clock.now_ms(),
    watchOf: (target) => (target === 'ml/trainer' ? watch : null),
    confirmKill: async () => {
      kill.confirmed(kill.epoch, clock.now_ms());
      return true;
    },
    published: () => publisher.sync(),
  };
  const executor = new Executor(ctx, signal);
  const handler = makeHandler({
    core,
    publisher,
    reportState: () => undefined,
    poke: (plan_id) => executor.poke(plan_id),
    resolve: (body) => resolveByPerson(ctx, body),
    watch: () => undefined,
    killChanged: () => undefined,
  });
  publisher.sync();
  return {
    ctx,
    executor,
    ticker: new TargetTicker(ctx, watch, () => undefined),
    handler,
    plan: () => [...journal.document.value.plans.values()].at(-1),
  };
}

/** Envelope fields of a frame from the control plane. */
export function frameHead(seq: number) {
  return {
    v: 1 as const,
    id: makeUlid(Date.now(), bytes),
    stream: '01K00000000000000000000000',
    seq,
    ack: null,
    sent_at_ms: Date.now(),
  };
}
