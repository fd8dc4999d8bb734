import { isTerminalPlanState, type Receipt } from '@modekeeper/contracts';
import { Crash } from './crash.ts';
import { FakeServer } from './fake-cluster.ts';
import { boot, frameHead, type Installed, type Process, type Told } from './process.ts';
import { VirtualClock } from './virtual-clock.ts';

const STREAM = '01K00000000000000000000000';

/** What a process does all day, and a control plane that approves every verified plan and delivers at least once. */
async function live(process: Process, installed: Installed, signal: AbortSignal): Promise<void> {
  const { ctx, executor, ticker, handler } = process;
  const documents = await installed.trust.documents('uid-of-cluster');
  for (const kind of ['issuer_keyset', 'revocation_list', 'revocation_freshness', 'license'] as const)
    await ctx.license.consider({ kind, document: documents[kind] });
  while (!signal.aborted) {
    await ticker.tick(signal);
    executor.pokeAll();
    const record = process.plan();
    if (record?.state === 'verified' && record.verified !== null && record.events.length === 0) {
      const { plan_id, plan_digest, revision, verified } = record;
      const approvals = [await installed.trust.approve(plan_digest, verified.effect_digest)];
      const seq = (ctx.journal.value.inbound?.seq ?? 0) + 1;
      await handler.durable(
        {
          ...frameHead(seq),
          type: 'plan_dispatch',
          body: { plan_id, plan_digest, effect_digest: verified.effect_digest, approvals, revision: revision + 2 },
        },
        { stream: STREAM, seq },
      );
    }
    await ctx.clock.sleep(2000, signal);
  }
}

export interface Outcome {
  readonly receipt: Receipt;
  readonly server: FakeServer;
  /** Calls to the outside that the last process made. */
  readonly calls: number;
  readonly process: Process;
}

export interface Scenario {
  readonly crash_at?: number | null;
  readonly after?: boolean;
  /** Called before each call of the first process takes effect; may change the world. */
  readonly meddle?: (server: FakeServer, call: number) => void;
  readonly server?: FakeServer;
  readonly limit_ms?: number;
}

/** Runs one plan to its receipt, with at most one crash, restarting once. */
export async function runPlan(
  installed: Installed,
  { crash_at = null, after = false, meddle, server = new FakeServer(), limit_ms = 45 * 60_000 }: Scenario,
): Promise<Outcome> {
  const clock = new VirtualClock(Date.now());
  let process: Process | null = null;
  const told: Told[] = [];
  const receiptOf = (): Receipt | null => {
    const record = process?.plan();
    if (record === undefined || !isTerminalPlanState(record.state) || !record.remembered) return null;
    const last = told.findLast(({ type }) => type === 'receipt')?.body as { envelope: { payload: string } } | undefined;
    return last === undefined ? null : (JSON.parse(Buffer.from(last.envelope.payload, 'base64').toString('utf8')) as Receipt);
  };
  for (let life = 1; ; life += 1) {
    const crash = new Crash(life === 1 ? crash_at : null, after);
    if (life === 1 && meddle !== undefined) crash.on_call = (call) => meddle(server, call);
    const stop = new AbortController();
    void boot(installed, server, clock, crash, life, told, stop.signal).then((booted) => {
      process = booted;
      booted.executor.pokeAll();
      return live(booted, installed, stop.signal);
    });
    const look = () => crash.dead || receiptOf() !== null;
    const done = await clock.run(look, limit_ms);
    stop.abort();
    const receipt = receiptOf();
    if (!crash.dead) {
      if (!done || receipt === null || process === null)
        throw new Error(`no receipt: ${JSON.stringify((process as Process | null)?.plan())}`);
      return { receipt, server, calls: crash.calls, process };
    }
    clock.forget();
    process = null;
  }
}
