import { isTerminalPlanState } from '@modekeeper/contracts';
import { changesDigest, EMPTY_LEDGER, recordChanges, rememberOutcome } from '@modekeeper/engine';
import type { PlanRecord } from '../journal/plan-record.ts';
import { type ExecuteContext, planOf } from './context.ts';

const MAX_ENTRIES = 200;

/** Notes in `<release>-state` what later proposals must know about a plan that is over. Needs the plan; a stub says nothing. */
export async function remember(ctx: ExecuteContext, record: PlanRecord): Promise<void> {
  if (record.plan === null || !isTerminalPlanState(record.state)) return;
  const plan = planOf(record);
  const at_ms = ctx.clock.now_ms();
  const { uid } = plan.target;
  const { target, state: terminal } = record;
  const reason = record.last_event?.reason ?? null;
  const knobs = Object.fromEntries(plan.changes.flatMap(({ knob, to }) => (to === null ? [] : [[knob, to]])));
  await ctx.state.update((state) => {
    const refusals = rememberOutcome(state.refusals, {
      target,
      uid,
      changes_digest: changesDigest(plan.changes),
      terminal,
      reason,
      at_ms,
    });
    const others = state.watched.filter((other) => other.target !== target);
    const watched =
      terminal === 'confirmed'
        ? [...others, { plan_id: record.plan_id, target, uid, knobs, confirmed_at_ms: at_ms }]
        : state.watched;
    return { ...state, refusals: refusals.slice(-MAX_ENTRIES), watched: watched.slice(-MAX_ENTRIES) };
  });
}

/** Notes in the ledger that the plan's changes landed: cooldowns and budgets count from now. */
export async function recordLanded(ctx: ExecuteContext, record: PlanRecord): Promise<void> {
  const { changes } = planOf(record);
  await ctx.state.update((state) => {
    const ledger = state.apply_state.targets[record.target] ?? EMPTY_LEDGER;
    const targets = { ...state.apply_state.targets, [record.target]: recordChanges(ledger, changes, ctx.clock.now_ms()) };
    return { ...state, apply_state: { ...state.apply_state, targets } };
  });
}
