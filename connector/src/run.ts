import { makeUlid, STATE_DIGEST_INTERVAL_S, stateDigest } from '@modekeeper/contracts';
import type { Ports } from './app.ts';
import { checkConnectUrl } from './config/load-config.ts';
import { Passports } from './config/passports.ts';
import type { Core } from './core.ts';
import { Findings } from './decide/findings.ts';
import { observeLoop } from './decide/loop.ts';
import { SelectorFollower } from './decide/selector-follower.ts';
import { aborted, every } from './every.ts';
import type { ExecuteContext } from './execute/context.ts';
import { Executor } from './execute/executor.ts';
import { dryRunGate } from './execute/gates.ts';
import { resolveByPerson } from './execute/resolution.ts';
import { GuardCheck } from './guard/guard-check.ts';
import { openPlans, prune } from './journal/changes.ts';
import type { LeaseHolder } from './journal/lease-loop.ts';
import { reportKill } from './kill/report.ts';
import { TargetWatch } from './observe/target-watch.ts';
import { type Watched, WatchList } from './observe/watch-list.ts';
import { makeHandler } from './session/handler.ts';
import { makeHeartbeat, makeHello, namedTargets } from './session/hello.ts';
import { Outbox } from './session/outbox.ts';
import { Publisher } from './session/publisher.ts';
import { ownRights } from './session/rights.ts';
import { Session } from './session/session.ts';

export interface RunInput {
  readonly ports: Ports;
  readonly core: Core;
  readonly lease: LeaseHolder;
  readonly boot_id: string;
}

/** How long a stop may take for finishing steps and for telling the control plane, in all. */
const FINISH_MS = 15_000;
const FLUSH_MS = 4000;

/** Session, observation, decisions and execution, side by side, until `stop` is aborted; then drains. */
export async function runConnected({ ports, core, lease, boot_id }: RunInput, stop: AbortSignal): Promise<void> {
  const { clock, random, log, counters, readiness } = ports;
  const stream = makeUlid(clock.now_ms(), random.bytes);
  const outbox = new Outbox(stream, random);
  const passports = new Passports(core.environment.passport_dir, ports.files);
  const kubernetes = await core.cluster.serverVersion();
  const { window_ms, tick_ms } = core.environment;
  const watched = new WatchList(
    (target) => new TargetWatch(target, { cluster: core.cluster, clock, counters, log, window_ms, tick_ms }),
  );
  for (const target of namedTargets(core)) watched.add(target);
  const publisher: Publisher = new Publisher(core.journal, (type, body, done) => session.publish(type, body, done));
  const guard = new GuardCheck({
    cluster: core.cluster,
    policy_name: core.config.guard.policy_name,
    first_target: namedTargets(core)[0] ?? null,
    clock,
    log,
    gate: ({ name, namespace }) => dryRunGate(ctx, 'canary', namespace, `${namespace}/${name}`).gate,
  });
  const ctx: ExecuteContext = {
    ...core,
    lease,
    passports,
    guard,
    boot_ms: clock.now_ms(),
    watchOf: (target) => watched.get(target)?.watch ?? null,
    confirmKill: () => session.confirm(),
    published: () => publisher.sync(),
  };
  const executor = new Executor(ctx, stop);
  const reportState = () => session.publish('state_report', { plans: openRows(core) });
  let watching = false;
  const session: Session = new Session({
    connect: ports.connect,
    clock,
    random,
    log,
    counters,
    outbox,
    handler: makeHandler({
      core,
      publisher,
      reportState,
      poke: (plan_id) => executor.poke(plan_id),
      resolve: (body) => resolveByPerson(ctx, body),
      watch: (on) => {
        watching = on;
        if (on) for (const entry of watched.all()) showNow(entry);
      },
      killChanged: () => void reportKill(ctx, session),
    }),
    kill_epoch: () => core.kill.epoch,
    signer: core.signer,
    renewKey: core.renewKey,
    identity: {
      cluster_id: core.enrollment.cluster_id,
      connect_url: checkConnectUrl(core.enrollment.endpoints.connect_url, core.config),
    },
    readiness,
    hello: async () =>
      makeHello({
        core,
        boot_id,
        stream,
        targets: watched.all().map(({ watch }) => watch.target),
        passports,
        rights: await ownRights(core.cluster, core.config),
        guard: guard.last,
        kubernetes_version: kubernetes.kind === 'ok' ? kubernetes.value.gitVersion : null,
      }),
    heartbeat: () => makeHeartbeat(core, core.api_clock.offset_ms),
    online: () => executor.pokeAll(),
  });
  const findings = new Findings(clock, (finding) => {
    const { code, detail, kind, target } = finding;
    // A fault is for whoever reads the pod's log, too.
    if (kind === 'fault') log.error({ code, target }, detail);
    session.publish('finding', finding);
  });
  const sendSeries = ({ buffer, watch }: Watched, coarse: boolean) => {
    const { apiVersion, kind, namespace, name } = watch.target;
    if (!session.connected) return;
    for (const body of buffer.drain({ target: { apiVersion, kind, namespace, name }, pods: watch.pods }, coarse, clock.now_ms()))
      session.send('series', body);
  };
  // Whoever begins to look sees at once what was not sent yet: the next tick may be ten seconds away.
  const showNow = (entry: Watched) => {
    entry.buffer.tellPodsAgain();
    entry.buffer.take(entry.watch.samples(), clock.now_ms());
    sendSeries(entry, false);
  };
  const observe = (entry: Watched) => {
    const ticked = () => {
      entry.buffer.take(entry.watch.samples(), clock.now_ms());
      if (watching) sendSeries(entry, false);
      executor.pokeAll(entry.watch.key);
    };
    const input = { ctx, watch: entry.watch, findings, ticked, proposed: (plan_id: string) => executor.poke(plan_id) };
    return observeLoop(input, AbortSignal.any([stop, entry.over]));
  };
  const selectors = new SelectorFollower({ ctx, watched, findings, observe, leaving: (entry) => sendSeries(entry, true) });
  ports.started(core, session, outbox);
  publisher.sync();
  // A new boot is a new stream: the open plans as this side knows them.
  reportState();
  if (core.config.mode !== 'observe') await guard.check();
  executor.pokeAll();
  const sessionStop = new AbortController();
  const loops = watched.all().map(observe);
  // Before the session, so that its first words name what is observed.
  await selectors.look();
  const session_over = session.run(sessionStop.signal);
  const work = Promise.all([
    ...loops,
    selectors.run(stop),
    every(clock, core.environment.series_ms, stop, () => {
      for (const entry of watched.all()) sendSeries(entry, true);
      session.send('heartbeat', makeHeartbeat(core, core.api_clock.offset_ms));
    }),
    every(clock, STATE_DIGEST_INTERVAL_S * 1000, stop, () => {
      session.send('state_digest', {
        digest: stateDigest(openRows(core)),
        sent_seq: outbox.last_seq,
        received_seq: core.journal.value.inbound?.seq ?? 0,
      });
    }),
    every(
      clock,
      60_000,
      stop,
      () =>
        void core.journal
          .update((journal) => prune(journal, Math.floor(clock.now_ms() / 1000)))
          .catch((error: unknown) => log.warn({ error }, 'could not tidy the journal')),
    ),
    every(clock, 5000, stop, () => void reportKill(ctx, session)),
  ]);
  // A loop ends before the stop by a defect only, which is thrown here.
  await Promise.race([work, aborted(stop)]);
  // From the stop on: a tick that waits for a slow API server must not eat the time for the words that follow.
  await Promise.race([Promise.all([work, executor.idle()]), clock.sleep(FINISH_MS)]);
  publisher.sync();
  for (let waited_ms = 0; session.connected && outbox.size > 0 && waited_ms < FLUSH_MS; waited_ms += 100) await clock.sleep(100);
  sessionStop.abort();
  await Promise.race([session_over, clock.sleep(3500)]);
}

function openRows(core: Core) {
  return openPlans(core.journal.value).map(({ plan_id, plan_digest, state, revision }) => ({
    plan_id,
    plan_digest,
    state,
    revision,
  }));
}
