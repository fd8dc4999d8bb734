import { isTerminalPlanState, type PlanEventBody } from '@modekeeper/contracts';
import { planRows } from '@modekeeper/db';
import { judgeTransition } from '@modekeeper/engine';
import { commit } from '../platform/commit.ts';
import { stateConflict } from './problems.ts';
import { type ConnectorCtx, type LiveChange, ownPlan, planNews, refuseDocument, startOver } from './recording.ts';
import { transition } from './transition.ts';

/**
 * Records a transition that the connector reports. Idempotent by (revision, state). Judged from the state that the plan has HERE: while
 * the event was on its way a person may have approved or cancelled. What the table does not allow, or not to a connector, is kept as a
 * divergence; the state follows it only when it ends a plan that was dispatched, because from then on the connector alone ends plans.
 */
export async function recordEvent(ctx: ConnectorCtx, input: { body: PlanEventBody }): Promise<LiveChange[]> {
  return startOver(() => recordOnce(ctx, input.body));
}

async function recordOnce(ctx: ConnectorCtx, event: PlanEventBody): Promise<LiveChange[]> {
  const plan = await ownPlan(ctx, event.plan_id);
  if (plan === undefined) return refuseDocument(ctx, 'plan_event', 'plan_unknown', event.plan_id);
  const recorded = await planRows.events(ctx, plan.id);
  if (recorded.some((one) => isSame(one, event))) return [];
  const has_resolution = plan.state === 'needs_person' && (await wasResolved(ctx, plan));
  if (judgeTransition({ from: plan.state, to: event.to, by: 'connector', has_resolution }) === 'allowed')
    return move(ctx, plan, event, false);
  if (plan.dispatched_at_ms !== null && !isTerminalPlanState(plan.state) && isTerminalPlanState(event.to))
    return move(ctx, plan, event, true);
  return diverge(ctx, plan, event);
}

async function wasResolved(ctx: ConnectorCtx, plan: planRows.PlanRow): Promise<boolean> {
  return (await planRows.documents(ctx, plan.id)).some(({ kind }) => kind === 'resolution');
}

/** The connector counts `approved` and `dispatched` too, and reports them when the dispatch reaches it: those are known already. */
function isSame(recorded: planRows.PlanEventRow, event: PlanEventBody): boolean {
  if (recorded.to_state !== event.to) return false;
  return recorded.revision === event.revision || event.to === 'approved' || event.to === 'dispatched';
}

async function move(ctx: ConnectorCtx, plan: planRows.PlanRow, event: PlanEventBody, divergence: boolean): Promise<LiveChange[]> {
  const step = transition(ctx, {
    plan,
    to: event.to,
    reason: event.reason,
    at_ms: event.at_ms,
    revision: Math.max(plan.revision + 1, event.revision),
    divergence,
  });
  const audit = divergence
    ? [
        ...step.audit,
        { action: 'plan.divergence' as const, subject: { type: 'plan' as const, id: plan.id }, detail: detailOf(plan, event) },
      ]
    : step.audit;
  await commit(ctx, { ...step, audit, refusals: { plan_state: () => stateConflict('moved', plan.state) } });
  return [divergence ? { ...step.news, facts: { divergence } } : step.news];
}

async function diverge(ctx: ConnectorCtx, plan: planRows.PlanRow, event: PlanEventBody): Promise<LiveChange[]> {
  await commit(ctx, {
    statements: [
      planRows.appendEvent(ctx, {
        plan_id: plan.id,
        revision: event.revision,
        from_state: event.from,
        to_state: event.to,
        reason: event.reason,
        actor: ctx.actor,
        at_ms: event.at_ms,
        recorded_at_ms: ctx.now_ms,
        divergence: true,
      }),
    ],
    audit: [{ action: 'plan.divergence', subject: { type: 'plan', id: plan.id }, detail: detailOf(plan, event) }],
  });
  return [{ ...planNews(plan, plan.state), facts: { divergence: true } }];
}

function detailOf(plan: planRows.PlanRow, event: PlanEventBody): Record<string, unknown> {
  return { state_here: plan.state, from: event.from, to: event.to, revision: event.revision, reason: event.reason };
}
