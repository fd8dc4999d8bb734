// A control plane that says whatever the attacker wants, over one process of the connector on the fake server.
import type { DownBody, DownFrameType } from '@modekeeper/contracts';
import type { DurableDownFrame } from '../session/connection.ts';
import { Crash } from './crash.ts';
import { FakeServer } from './fake-cluster.ts';
import { boot, frameHead, type Installed, type Process, type Told } from './process.ts';
import { VirtualClock } from './virtual-clock.ts';

const STREAM = '01K00000000000000000000000';

export interface Verified {
  readonly plan_id: string;
  readonly plan_digest: string;
  readonly effect_digest: string;
  readonly revision: number;
}

export interface Stage {
  readonly process: Process;
  readonly server: FakeServer;
  readonly clock: VirtualClock;
  readonly told: Told[];
  /** Puts one durable frame before the connector; it does not matter to the attacker whether it is taken. */
  say<Type extends Extract<DownFrameType, DurableDownFrame['type']>>(type: Type, body: DownBody<Type>): Promise<void>;
  /** Lets virtual time pass; the connector ticks on. */
  pass(ms: number): Promise<void>;
  /** Waits for the plan to be verified and acknowledged. */
  verified(): Promise<Verified>;
  /** Waits for the end of a plan, and half a minute more; its state and reason. At most 20 minutes. */
  end(plan_id: string): Promise<[string | undefined, string | null | undefined]>;
}

export interface StageInput {
  readonly server?: FakeServer;
  /** False: no licence was ever installed. */
  readonly licensed?: boolean;
}

/** Boots a connector in which nothing is wrong. Ends with `signal`. */
export async function stage(
  installed: Installed,
  signal: AbortSignal,
  { server = new FakeServer(), licensed = true }: StageInput = {},
): Promise<Stage> {
  const clock = new VirtualClock(Date.now());
  const told: Told[] = [];
  const process = await boot(installed, server, clock, new Crash(), 1, told, signal);
  const documents = await installed.trust.documents('uid-of-cluster');
  for (const kind of ['issuer_keyset', 'revocation_list', 'revocation_freshness', 'license'] as const)
    if (licensed) await process.ctx.license.consider({ kind, document: documents[kind] });
  void (async () => {
    while (!signal.aborted) {
      await process.ticker.tick(signal);
      process.executor.pokeAll();
      await clock.sleep(2000, signal);
    }
  })();
  const until = (done: () => boolean, ms: number) => clock.run(done, ms);
  return {
    process,
    server,
    clock,
    told,
    async say(type, body) {
      const seq = (process.ctx.journal.value.inbound?.seq ?? 0) + 1;
      const frame = { ...frameHead(seq), type, body } as unknown as DurableDownFrame;
      await process.handler.durable(frame, { stream: STREAM, seq }).catch(() => undefined);
    },
    async pass(ms) {
      const end_ms = clock.now_ms() + ms;
      await until(() => clock.now_ms() >= end_ms, ms + 1000);
    },
    async verified() {
      const ready = () => process.plan()?.state === 'verified' && process.plan()?.events.length === 0;
      const done = await until(ready, 120_000);
      const record = process.plan();
      if (!done || record?.verified == null) throw new Error(`no verified plan: ${record?.state} ${record?.last_event?.reason}`);
      const { plan_id, plan_digest, revision, verified } = record;
      return { plan_id, plan_digest, effect_digest: verified.effect_digest, revision };
    },
    async end(plan_id) {
      const record = () => process.ctx.journal.value.plans.get(plan_id);
      await until(() => record()?.remembered === true, 20 * 60_000);
      const end_ms = clock.now_ms() + 30_000;
      await until(() => clock.now_ms() >= end_ms, 31_000);
      return [record()?.state, record()?.last_event?.reason];
    },
  };
}
