import type { UpBody } from '@modekeeper/contracts';
import type { Installation } from './installation.ts';

/** Payload of an envelope, unverified: tests look, they do not trust. */
export const payload = <T>(envelope: { payload: string }): T =>
  JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8')) as T;

interface Report {
  readonly plan_digest: string;
  readonly effect_digest: string;
  readonly gates: { gate: string; ok: boolean; reason: string | null }[];
}

export interface ReceiptView {
  readonly terminal: string;
  readonly reason: string | null;
  readonly kill: { signal: string } | null;
  readonly verify_after: Record<string, { verdict: string }>;
  readonly objects: { requests: { outcome: string; status: number }[] }[];
}

export type Verified = Awaited<ReturnType<typeof verified>>;

/** Waits for a verified plan; `after`: not this one. */
export async function verified({ plane }: Installation, after: string | null = null) {
  const event = await plane.until(
    () => plane.bodies('plan_event').find(({ to, plan_id }) => to === 'verified' && plan_id !== after),
    'a verified plan',
  );
  const body = plane.bodies('verify_report').findLast(({ plan_id }) => plan_id === event.plan_id) as UpBody<'verify_report'>;
  const report = payload<Report>(body.envelope);
  const { plan_digest, effect_digest } = report;
  return { plan_id: event.plan_id, revision: event.revision, report, plan_digest, effect_digest };
}

/** Approves a plan at L0 and delivers it. */
export async function dispatch(
  { plane, trust }: Installation,
  { plan_id, plan_digest, effect_digest, revision }: Verified,
): Promise<void> {
  const approvals = [await trust.approve(plan_digest, effect_digest)];
  plane.send('plan_dispatch', { plan_id, plan_digest, effect_digest, approvals, revision: revision + 2 });
}

/** Waits for the receipt of a plan. */
export async function receiptOf({ plane }: Installation, plan_id: string): Promise<ReceiptView> {
  const body = await plane.until(() => plane.bodies('receipt').find((receipt) => receipt.plan_id === plan_id), 'the receipt');
  return payload<ReceiptView>(body.envelope);
}
