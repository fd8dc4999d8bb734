import { isTerminalPlanState, ModeKeeperError, type PlanState, type TerminalPlanState } from '@modekeeper/contracts';
import { changePlan, transition } from '../journal/changes.ts';
import type { PlanRecord } from '../journal/plan-record.ts';
import type { ExecuteContext } from './context.ts';

/** Stores a change of a record, unless somebody else moved the plan since `record` was read; resolves with what stands then. */
export async function change(
  ctx: ExecuteContext,
  record: PlanRecord,
  edit: (record: PlanRecord) => PlanRecord,
): Promise<PlanRecord> {
  const journal = await ctx.journal.update((now) =>
    changePlan(now, record.plan_id, (current) => {
      if (current.state !== record.state) throw moved(record.plan_id);
      return edit(current);
    }),
  );
  ctx.published();
  return journal.plans.get(record.plan_id) ?? record;
}

/** One transition to a state that is not the end, with an edit in the same write. */
export async function move(
  ctx: ExecuteContext,
  record: PlanRecord,
  to: Exclude<PlanState, TerminalPlanState>,
  reason: string | null,
  edit: (record: PlanRecord) => PlanRecord = (same) => same,
): Promise<PlanRecord> {
  const next = await change(ctx, record, (current) => transition(edit(current), to, reason, ctx.clock.now_ms()));
  ctx.log.info({ plan_id: record.plan_id, from: record.state, to, reason }, 'plan moved');
  return next;
}

/** Somebody else moved the plan: look at it again. */
export function isMoved(error: unknown): boolean {
  return error instanceof ModeKeeperError && error.code === 'plan_state_conflict';
}

/** What a change throws that must not be made to a plan as it is now. */
export function moved(plan_id: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'plan_state_conflict',
    message: `Plan ${plan_id} was moved meanwhile.`,
    hint: 'Look at its state now.',
  });
}

/** True when nothing more happens to the plan here. */
export function isOver(record: PlanRecord): boolean {
  return isTerminalPlanState(record.state);
}
