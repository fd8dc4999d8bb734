import type { DsseEnvelope, PlanCloseBody, PlanCloseTerminal, PlanDispatchBody } from '@modekeeper/contracts';
import type { TenantCtx } from '@modekeeper/db';
import { planRows } from '@modekeeper/db';

type Row = { kind: string; body: Record<string, unknown> };

/** `plan_close` for a plan as it stands; for a dispatched one it is a request. */
export function closeRow(
  plan: Pick<planRows.PlanRow, 'id' | 'revision'>,
  terminal: PlanCloseTerminal,
  reason: string | null,
): Row {
  const body: PlanCloseBody = { plan_id: plan.id, terminal, reason, revision: plan.revision };
  return { kind: 'plan_close', body };
}

/** `plan_dispatch` of a plan that was dispatched before, to be sent again; null when its approval is gone. */
export async function dispatchRow(ctx: TenantCtx, plan: planRows.PlanRow): Promise<Row | null> {
  const approvals = (await planRows.documents(ctx, plan.id))
    .filter(({ kind }) => kind === 'approval')
    .map(({ envelope }) => envelope as DsseEnvelope);
  if (approvals.length === 0 || plan.effect_digest === null) return null;
  return { kind: 'plan_dispatch_again', body: dispatchBody(plan, plan.effect_digest, approvals, plan.revision) };
}

/** Body of `plan_dispatch`. */
export function dispatchBody(
  plan: Pick<planRows.PlanRow, 'id' | 'plan_digest'>,
  effect_digest: string,
  approvals: DsseEnvelope[],
  revision: number,
): PlanDispatchBody {
  return { plan_id: plan.id, plan_digest: plan.plan_digest, effect_digest, approvals, revision };
}
