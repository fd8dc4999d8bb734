import type { Approval, Effect, Plan, Receipt, Resolution, VerifyReport } from '@modekeeper/contracts';
import type { Api } from '../api/types.ts';

export type PlanDetail = Api<'PlanDetail'>;
export type PlanSummary = Api<'Plan'>;
export type Change = PlanSummary['changes'][number];
export type PlanDocument = PlanDetail['documents'][number];

type Payloads = { plan: Plan; verify_report: VerifyReport; approval: Approval; receipt: Receipt; resolution: Resolution };

/** What was signed, of one kind, oldest first. The control plane checked each payload against its schema before it kept it. */
export function payloadsOf<Kind extends keyof Payloads>(plan: Pick<PlanDetail, 'documents'>, kind: Kind): Payloads[Kind][] {
  return plan.documents.filter((one) => one.kind === kind).map(({ payload }) => payload as unknown as Payloads[Kind]);
}

/** The sealed plan itself; there from the first moment. */
export function sealedOf(plan: Pick<PlanDetail, 'documents'>): Plan | undefined {
  return payloadsOf(plan, 'plan')[0];
}

/** The newest verify report, passing or not. */
export function newestReportOf(plan: Pick<PlanDetail, 'documents'>): VerifyReport | undefined {
  return payloadsOf(plan, 'verify_report').at(-1);
}

/** The connector's last word on how the plan ended. */
export function receiptOf(plan: Pick<PlanDetail, 'documents'>): Receipt | undefined {
  return payloadsOf(plan, 'receipt').at(-1);
}

/** The effect that is up for approval, or was approved; null before a passing report. */
export function effectOf(plan: Pick<PlanDetail, 'effect'>): Effect | null {
  return plan.effect as unknown as Effect | null;
}
