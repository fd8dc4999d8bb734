import { makeUlid } from '@modekeeper/contracts';
import type { Ports } from './app.ts';
import { checkConnectUrl } from './config/load-config.ts';
import { Passports } from './config/passports.ts';
import type { Core } from './core.ts';
import { openPlans } from './journal/changes.ts';
import type { LeaseHolder } from './journal/lease-loop.ts';
import { makeHandler } from './session/handler.ts';
import { makeHeartbeat, makeHello } from './session/hello.ts';
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

/** Session, observation, decisions and execution, side by side, until `signal` is aborted. */
export async function runConnected({ ports, core, boot_id }: RunInput, signal: AbortSignal): Promise<void> {
  const { clock, random, log, counters, readiness } = ports;
  const stream = makeUlid(clock.now_ms(), random.bytes);
  const outbox = new Outbox(stream, random);
  const passports = new Passports(core.environment.passport_dir, ports.files);
  const rights = await ownRights(core.cluster, core.config);
  const version = await core.cluster.serverVersion();
  const kubernetes_version = version.kind === 'ok' ? version.value.gitVersion : null;
  const publisher: Publisher = new Publisher(core.journal, (type, body, done) => session.publish(type, body, done));
  const reportState = () => {
    const plans = openPlans(core.journal.value).map(({ plan_id, plan_digest, state, revision }) => ({
      plan_id,
      plan_digest,
      state,
      revision,
    }));
    session.publish('state_report', { plans });
  };
  const handler = makeHandler({
    core,
    publisher,
    reportState,
    poke: () => undefined,
    resolve: () => undefined,
    watch: () => undefined,
  });
  const session: Session = new Session({
    connect: ports.connect,
    clock,
    random,
    log,
    counters,
    outbox,
    handler,
    kill_epoch: () => core.kill.epoch,
    signer: core.signer,
    identity: {
      cluster_id: core.enrollment.cluster_id,
      connect_url: checkConnectUrl(core.enrollment.endpoints.connect_url, core.config),
    },
    readiness,
    hello: () =>
      makeHello({
        core,
        boot_id,
        stream,
        passports,
        rights,
        guard: { policy_name: core.config.guard.policy_name, ok: false, reason: null, checked_at_ms: null },
        kubernetes_version,
      }),
    heartbeat: () => makeHeartbeat(core, null),
    online: () => undefined,
  });
  ports.started(core, session, outbox);
  publisher.sync();
  // A new boot is a new stream: the open plans as this side knows them.
  reportState();
  await session.run(signal);
}
