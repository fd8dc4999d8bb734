import { isUndispatchedPlanState } from '@modekeeper/contracts';
import { outboxRows, planRows } from '@modekeeper/db';
import { pokeGateway } from '../gateway/client.ts';
import { commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { notFound } from '../platform/problems.ts';
import { newId } from '../platform/random.ts';
import { closePlan } from './close.ts';
import { closeRow } from './outbox-rows.ts';
import { stateConflict } from './problems.ts';
import { planNews } from './recording.ts';
import type { PlanDetail } from './schemas.ts';
import { showPlan } from './show.ts';

/**
 * Takes a plan back. Up to approved it is cancelled for certain; once dispatched this is a request, and the connector's answer comes as
 * an event. @throws `not_found`, `forbidden`, `plan_state_conflict`
 */
export async function cancelPlan(ctx: MemberCtx, input: { id: string; reason: string }): Promise<PlanDetail> {
  requirePermission(ctx, 'plan.cancel');
  const plan = await planRows.find(ctx, input.id);
  if (plan === undefined) throw notFound('plan');
  if (isUndispatchedPlanState(plan.state))
    await closePlan(ctx, plan, { terminal: 'cancelled', note: input.reason, permission: 'plan.cancel' });
  else if (plan.state === 'dispatched') await requestCancel(ctx, plan, input.reason);
  else throw stateConflict('cancelled', plan.state);
  return showPlan(ctx, input);
}

async function requestCancel(ctx: MemberCtx, plan: planRows.PlanRow, note: string): Promise<void> {
  const row = closeRow(plan, 'cancelled', 'cancelled_by_person');
  await commit(ctx, {
    permission: 'plan.cancel',
    guards: [planRows.guardAt(ctx, plan.id, plan.state, plan.revision)],
    refusals: { plan_state: () => stateConflict('cancelled', 'no longer as you saw it') },
    statements: [
      planRows.change(ctx, plan.id, { cancel_requested_at_ms: ctx.now_ms, updated_at_ms: ctx.now_ms }),
      outboxRows.insert(ctx, {
        id: newId('obx'),
        cluster_id: plan.cluster_id,
        kind: row.kind,
        body: row.body,
        created_at_ms: ctx.now_ms,
      }),
    ],
    audit: [{ action: 'plan.cancel_requested', subject: { type: 'plan', id: plan.id }, detail: { note } }],
  });
  ctx.defer(pokeGateway(ctx, ctx.tenant_id, plan.cluster_id, [planNews(plan, plan.state)]));
}
