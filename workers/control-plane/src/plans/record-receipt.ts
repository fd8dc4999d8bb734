import { isTerminalPlanState, type PlanDocumentBody } from '@modekeeper/contracts';
import { planRows } from '@modekeeper/db';
import { commit } from '../platform/commit.ts';
import { type EnrolledKey, readConnectorDocument } from './connector-document.ts';
import { type ConnectorCtx, type LiveChange, ownPlan, planNews, refuseDocument } from './recording.ts';

/**
 * Records how a plan ended, signed by the connector. Idempotent by digest. The state itself comes as an event; a receipt that names
 * another end than the plan has here is kept and audited as a divergence.
 */
export async function recordReceipt(
  ctx: ConnectorCtx,
  input: { body: PlanDocumentBody; keys: readonly EnrolledKey[] },
): Promise<LiveChange[]> {
  const { envelope, plan_id } = input.body;
  const document = await readConnectorDocument(input.keys, 'receipt', envelope, (payload) => payload.finished_at);
  if (!document.ok) return refuseDocument(ctx, 'receipt', document.code, plan_id);
  const { digest, payload } = document;
  const plan = await ownPlan(ctx, plan_id);
  if (plan === undefined) return refuseDocument(ctx, 'receipt', 'plan_unknown', plan_id);
  if (payload.plan_digest !== plan.plan_digest) return refuseDocument(ctx, 'receipt', 'plan_digest_mismatch', plan_id);
  if ((await planRows.documents(ctx, plan_id)).some((one) => one.kind === 'receipt' && one.digest === digest)) return [];
  const diverges = isTerminalPlanState(plan.state) && plan.state !== payload.terminal;
  const subject = { type: 'plan' as const, id: plan_id };
  await commit(ctx, {
    statements: [
      planRows.insertDocument(ctx, { plan_id, kind: 'receipt', digest, envelope, recorded_at_ms: ctx.now_ms }),
      planRows.change(ctx, plan_id, { updated_at_ms: ctx.now_ms }),
    ],
    audit: [
      { action: 'plan.receipt', subject, detail: { receipt_digest: digest, terminal: payload.terminal } },
      ...(diverges
        ? [{ action: 'plan.divergence' as const, subject, detail: { state_here: plan.state, receipt: payload.terminal } }]
        : []),
    ],
  });
  return [planNews(plan, plan.state)];
}
