import type { UpBody } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { type Installation, install } from './testing/installation.ts';

const payload = <T>(envelope: { payload: string }): T =>
  JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8')) as T;

/** Waits for a verified plan; its ids and digests. */
async function verified({ plane }: Installation) {
  const event = await plane.until(() => plane.bodies('plan_event').find(({ to }) => to === 'verified'), 'a verified plan');
  const proposed = plane.bodies('plan_proposed').find(({ plan_id }) => plan_id === event.plan_id) as UpBody<'plan_proposed'>;
  const report = payload<{
    plan_digest: string;
    effect_digest: string;
    gates: { gate: string; ok: boolean; reason: string | null }[];
  }>((plane.bodies('verify_report').find(({ plan_id }) => plan_id === event.plan_id) as UpBody<'verify_report'>).envelope);
  return {
    plan_id: event.plan_id,
    revision: event.revision,
    plan: payload<{ changes: unknown[] }>(proposed.envelope),
    report,
    plan_digest: report.plan_digest,
    effect_digest: report.effect_digest,
  };
}

async function dispatch({ plane, trust }: Installation, plan: Awaited<ReturnType<typeof verified>>) {
  const { plan_id, plan_digest, effect_digest, revision } = plan;
  plane.send('plan_dispatch', {
    plan_id,
    plan_digest,
    effect_digest,
    approvals: [await trust.approve(plan_digest, effect_digest)],
    revision: revision + 2,
  });
}

const ended = ({ plane }: Installation, plan_id: string) =>
  plane
    .until(() => plane.bodies('receipt').find((body) => body.plan_id === plan_id), 'the receipt')
    .then(({ envelope }) =>
      payload<{
        terminal: string;
        reason: string;
        verify_after: Record<string, { verdict: string }>;
        objects: { requests: { outcome: string; status: number }[] }[];
      }>(envelope),
    );

describe('the thread on a real API server', () => {
  it('goes from a burst to a change that is proposed, proved, approved, applied, rolled out, acknowledged and receipted', async () => {
    const at = await install({ mode: 'apply' });
    await at.sendTrust();
    const plan = await verified(at);
    expect(plan.report.gates.filter(({ ok }) => !ok)).toEqual([]);
    await dispatch(at, plan);
    const receipt = await ended(at, plan.plan_id);
    expect(receipt).toMatchObject({
      terminal: 'confirmed',
      verify_after: {
        values: { verdict: 'pass' },
        rollout: { verdict: 'pass' },
        acknowledged: { verdict: 'pass' },
        telemetry: { verdict: 'not_run' },
      },
    });
    expect(receipt.objects[0]?.requests).toMatchObject([{ outcome: 'applied', status: 200 }]);
    const live = await at.deployment();
    expect(live.spec.template.metadata.annotations).toMatchObject({
      'modekeeper/knob.concurrency': '4',
      'modekeeper/knob.dataloader_prefetch_factor': '2',
    });
    expect(live.metadata.annotations['modekeeper/plan']).toBe(plan.plan_id);
  });
});
