import { readAuditLog } from '@modekeeper/cluster';
import type { KillState } from '@modekeeper/contracts';
import { describe, expect, inject, it } from 'vitest';
import { type Installation, install } from './testing/installation.ts';
import { dispatch, payload, receiptOf, verified } from './testing/walk.ts';

/** Patches of this installation's connector that the API server saw, dry runs apart: the witness from outside. */
async function patches({ own }: Installation) {
  const events = await readAuditLog(inject('auditLogPath'));
  const mine = events.filter(
    (event) =>
      event.user?.username === `system:serviceaccount:${own}:mk` &&
      event.verb === 'patch' &&
      event.objectRef?.resource === 'deployments',
  );
  const dry = mine.filter((event) => event.requestURI.includes('dryRun=All'));
  return { dry: dry.length, real: mine.length - dry.length };
}

describe('the thread on a real API server', () => {
  it('goes from a burst to a change that is proposed, proved, approved, applied, rolled out, acknowledged and receipted', async () => {
    const at = await install({ mode: 'apply' });
    await at.sendTrust();
    const plan = await verified(at);
    expect(plan.report.gates.filter(({ ok }) => !ok)).toEqual([]);
    await dispatch(at, plan);
    const receipt = await receiptOf(at, plan.plan_id);
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
    expect((await patches(at)).real).toBe(1);

    // Afterwards somebody takes the value back: the effect is over, people are told, nothing is proposed again.
    await at.patchDeployment({ spec: { template: { metadata: { annotations: { 'modekeeper/knob.concurrency': '2' } } } } });
    await at.plane.until(
      () => at.plane.bodies('finding').find(({ code }) => code === 'effect_reverted'),
      'the finding about the revert',
    );
    expect(JSON.parse((await at.data('state'))?.suppressed ?? '[]')).toHaveLength(1);
  });

  it('a process that dies after verifying is replaced, and the plan goes on', async () => {
    const at = await install({ mode: 'apply' });
    await at.sendTrust();
    const plan = await verified(at);
    await at.killConnector();
    await dispatch(at, plan);
    expect(await receiptOf(at, plan.plan_id)).toMatchObject({ terminal: 'confirmed' });
    expect((await patches(at)).real).toBe(1);
  });
});

describe('what stops a change, in the cluster', () => {
  it('the ConfigMap switch: blocked with its signal, nothing sent; off again, the next plan goes through', async () => {
    const at = await install({ mode: 'apply' });
    await at.sendTrust();
    const plan = await verified(at);
    await at.setKill('on');
    await dispatch(at, plan);
    expect(await receiptOf(at, plan.plan_id)).toMatchObject({
      terminal: 'blocked',
      reason: 'kill_switch_active',
      kill: { signal: `configmap:${at.own}/mk-kill` },
    });
    expect((await patches(at)).real).toBe(0);
    await at.plane.until(() => at.plane.bodies('kill_state').length > 0, 'the signed kill state');
    await at.setKill('off');
    const next = await verified(at, plan.plan_id);
    await dispatch(at, next);
    expect(await receiptOf(at, next.plan_id)).toMatchObject({ terminal: 'confirmed' });
  });

  it('a kill of the control plane, even an unsigned one, is obeyed at once and stays on over a reconnect', async () => {
    const at = await install({ mode: 'apply' });
    await at.sendTrust();
    const plan = await verified(at);
    at.plane.send('kill_set', {
      envelope: { ...(await at.trust.killSet(5, true, at.plane.cluster_id)), signatures: [{ keyid: 'nobody', sig: 'AAAA' }] },
    });
    await dispatch(at, plan);
    expect(await receiptOf(at, plan.plan_id)).toMatchObject({
      terminal: 'blocked',
      reason: 'kill_switch_active',
      kill: { signal: 'cloud:cluster' },
    });
    at.plane.cut();
    const hellos = at.plane.bodies('hello').length;
    const hello = await at.plane.until(() => at.plane.bodies('hello')[hellos], 'the next hello');
    expect(hello.kill).toMatchObject({ active: true, signal: 'cloud:cluster', epoch: 5 });
    expect((await patches(at)).real).toBe(0);

    // The cloud cannot lift it: its own command would need a key. The chart can, by name; the cloud hears of it, signed.
    const [command] = hello.kill.commands ?? [];
    await at.upgrade({ killSwitch: { overrideCloud: [command?.id] } });
    const overridden = await at.plane.until(
      () => at.plane.bodies('finding').find(({ code }) => code === 'kill_overridden'),
      'the finding about the override',
    );
    expect(overridden.detail).toContain(command?.id);
    const reports = at.plane.bodies('kill_state').map(({ envelope }) => payload<KillState>(envelope));
    expect(reports.at(-1)).toMatchObject({ active: false, source: 'cloud', reason: expect.stringContaining(command?.id ?? '') });
    expect(at.plane.bodies('hello').at(-1)?.kill).toMatchObject({ active: false, commands: [{ ...command, overridden: true }] });
    const next = await verified(at, plan.plan_id);
    await dispatch(at, next);
    expect(await receiptOf(at, next.plan_id)).toMatchObject({ terminal: 'confirmed' });
  });

  it('no guard policy, no licence, a closed namespace: each closes its own gate, and is shown before anybody approves', async () => {
    const at = await install({ mode: 'apply', guard: false });
    const plan = await verified(at);
    expect(plan.report.gates.filter(({ ok }) => !ok).map(({ reason }) => reason)).toEqual([
      'license_missing',
      'second_lock_absent',
    ]);
    await at.sendTrust();
    await dispatch(at, plan);
    expect(await receiptOf(at, plan.plan_id)).toMatchObject({ terminal: 'blocked', reason: 'second_lock_absent' });
    expect((await patches(at)).real).toBe(0);
  });

  it('an approval by a key that is not pinned opens nothing', async () => {
    const at = await install({ mode: 'apply' });
    await at.sendTrust();
    const plan = await verified(at);
    const { plan_id, plan_digest, effect_digest, revision } = plan;
    const { makeTrust } = await import('./testing/trust.ts');
    const approvals = [await (await makeTrust()).approve(plan_digest, effect_digest)];
    at.plane.send('plan_dispatch', { plan_id, plan_digest, effect_digest, approvals, revision: revision + 2 });
    expect(await receiptOf(at, plan_id)).toMatchObject({ terminal: 'blocked', reason: expect.stringMatching(/^approval_/) });
    expect((await patches(at)).real).toBe(0);
  });
});

describe('modes and enrolment', () => {
  it('in mode observe a plan stays proposed, and not even a dry run is sent', async () => {
    const at = await install({ mode: 'observe' });
    await at.plane.until(() => at.plane.bodies('plan_proposed')[0], 'a proposal');
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(at.plane.bodies('plan_event')).toEqual([]);
    expect(await patches(at)).toEqual({ dry: 0, real: 0 });
  });

  it('a used token is said clearly, never shown, and tried again only after minutes', async () => {
    const at = await install({
      mode: 'observe',
      enroll_answer: { status: 409, body: { error: { code: 'token_used', message: 'used', hint: '' } } },
    });
    await at.plane.until(() => at.plane.enrollments[0], 'the enrolment');
    await expect.poll(() => at.connectorLog()).toContain('Create a new one in the portal');
    expect(await at.connectorLog()).not.toContain('t'.repeat(43));
    expect(at.plane.enrollments).toHaveLength(1);
  });
});
