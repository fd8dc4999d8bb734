import { planRows } from '@modekeeper/db';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { notFound } from '../platform/problems.ts';
import { closePlan } from './close.ts';
import { stateConflict } from './problems.ts';
import type { PlanDetail } from './schemas.ts';
import { showPlan } from './show.ts';

/** A person's no to a verified plan. @throws `not_found`, `forbidden`, `plan_state_conflict` */
export async function rejectPlan(ctx: MemberCtx, input: { id: string; reason: string }): Promise<PlanDetail> {
  requirePermission(ctx, 'plan.reject');
  const plan = await planRows.find(ctx, input.id);
  if (plan === undefined) throw notFound('plan');
  if (plan.state !== 'verified') throw stateConflict('rejected', plan.state);
  await closePlan(ctx, plan, { terminal: 'rejected', note: input.reason, permission: 'plan.reject' });
  return showPlan(ctx, input);
}
