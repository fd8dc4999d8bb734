import { isModeKeeperError } from '@modekeeper/contracts';
import type { ExecuteContext } from '../execute/context.ts';
import type { TargetWatch } from '../observe/target-watch.ts';
import type { Findings } from './findings.ts';
import { watchEffects } from './foreign-revert.ts';
import { TargetTicker } from './tick.ts';

export interface ObserveLoopInput {
  readonly ctx: ExecuteContext;
  readonly watch: TargetWatch;
  readonly findings: Findings;
  /** After each tick: buckets, waiting plans. */
  ticked(): void;
  /** A plan was made. */
  proposed(plan_id: string): void;
}

/** Ticks one target until `signal` is aborted. Faults of the cluster are waited out; a tick never ends the loop. */
export async function observeLoop(
  { ctx, watch, findings, ticked, proposed }: ObserveLoopInput,
  signal: AbortSignal,
): Promise<void> {
  const { apiVersion, kind, namespace, name } = watch.target;
  const target = { apiVersion, kind, namespace, name };
  const ticker = new TargetTicker(ctx, watch, (finding) => findings.tell({ ...finding, target }));
  // Targets start apart, so that twenty of them do not ask at the same moment.
  await ctx.clock.sleep(ctx.random.fraction() * Math.min(1000, ctx.environment.tick_ms), signal);
  while (!signal.aborted) {
    const started_ms = ctx.clock.now_ms();
    try {
      const plan_id = ctx.lease.held ? await ticker.tick(signal) : null;
      if (plan_id !== null) proposed(plan_id);
      await watchEffects(ctx, watch, findings);
    } catch (error) {
      if (ctx.journal.lost || ctx.state.lost) return;
      if (!isModeKeeperError(error)) throw error;
      ctx.log.error({ target: watch.key, code: error.code, hint: error.hint }, error.message);
    }
    ticked();
    await ctx.clock.sleep(Math.max(50, ctx.environment.tick_ms - (ctx.clock.now_ms() - started_ms)), signal);
  }
}
