import { isUndispatchedPlanState, type LiveNews, OPEN_PLAN_STATES, type PlanState } from '@modekeeper/contracts';
import { type Guard, planRows, type Statement } from '@modekeeper/db';
import { isOpenState } from '@modekeeper/engine';
import { transition } from '../plans/transition.ts';
import type { AuditEntry } from '../platform/commit.ts';
import type { VerbCtx } from '../platform/context.ts';

const REASON = 'cluster_revoked';

/**
 * Parts of the batch that ends a cluster: its open plans up to `approved` become `cancelled`, later ones `needs_person` (by way of
 * `unknown`: the one time that the control plane moves a dispatched plan), all with reason `cluster_revoked`.
 */
export async function closePlans(
  ctx: VerbCtx,
  cluster_id: string,
): Promise<{ guards: Guard[]; statements: Statement[]; audit: AuditEntry[]; news: LiveNews[] }> {
  const open = await planRows.inStates(ctx, cluster_id, OPEN_PLAN_STATES);
  const parts = open.flatMap((plan) => endOf(ctx, { id: plan.plan_id, state: plan.state, revision: plan.revision }));
  return {
    guards: parts.flatMap((part) => part.guards),
    statements: parts.flatMap((part) => part.statements),
    audit: parts.flatMap((part) => part.audit),
    news: parts.map((part) => part.news),
  };
}

type Plan = { id: string; state: PlanState; revision: number };
type Part = ReturnType<typeof transition>;

function endOf(ctx: VerbCtx, plan: Plan): Part[] {
  if (!isOpenState(plan.state) || plan.state === 'needs_person') return [];
  const path: PlanState[] = isUndispatchedPlanState(plan.state) ? ['cancelled'] : ['unknown', 'needs_person'];
  const steps = path.filter((state) => state !== plan.state);
  const parts: Part[] = [];
  let at = plan;
  for (const to of steps) {
    const part = transition(ctx, { plan: at, to, reason: REASON, at_ms: ctx.now_ms });
    // Only the state that was read can be guarded: the batch's own first step already moved the plan when a second guard is asked.
    parts.push(parts.length === 0 ? part : { ...part, guards: [] });
    at = { id: plan.id, state: to, revision: part.revision };
  }
  return parts;
}
