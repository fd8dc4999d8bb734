import { platformRows } from '@modekeeper/db';
import { describe, expect, it } from 'vitest';
import { eventually, reportVerified, sealedPlan } from '../../test/documents.workerd.ts';
import { approve, codeOf, connected, reaches, stateOf, verified } from '../../test/scene.workerd.ts';
import { addMember, later } from '../../test/tenant.workerd.ts';
import { endCluster } from '../clusters/end.ts';
import { approvePlan } from './approve.ts';

describe('approving', () => {
  it('lets exactly one of many concurrent approvals of a plan through: 40 of 20 plans, 20 succeed', async () => {
    const { approver, connector, identity, tenant } = await connected();
    const second = await addMember(tenant, 'approver');
    const plans = await Promise.all(Array.from({ length: 20 }, () => sealedPlan(tenant, identity)));
    for (const sealed of plans) await reportVerified(connector, sealed);
    for (const sealed of plans)
      await eventually(
        () => stateOf(tenant, sealed.plan_id),
        (state) => state === 'verified',
        20_000,
      );
    const codes = await Promise.all(
      plans.flatMap((sealed) => [codeOf(approve(approver, sealed)), codeOf(approve(second, sealed))]),
    );
    expect(codes.filter((code) => code === 'done')).toHaveLength(20);
    expect(codes.filter((code) => code === 'plan_state_conflict')).toHaveLength(20);
    const sent = new Set<string>();
    for (let index = 0; index < 20; index += 1) sent.add((await connector.next('plan_dispatch', 10_000)).body.plan_id);
    expect(sent.size).toBe(20);
    connector.close();
  });

  it('refuses an effect that is not the current one', async () => {
    const { approver, connector, sealed } = await verified();
    expect(await codeOf(approve(approver, sealed, 'f'.repeat(64)))).toBe('effect_changed');
    connector.close();
  });

  it('refuses in modes verify and observe, before verification, for viewers, and without a fresh second factor', async () => {
    const inVerify = await verified('verify');
    expect(await codeOf(approve(inVerify.approver, inVerify.sealed))).toBe('mode_verify');
    const inObserve = await verified('observe');
    expect(await codeOf(approve(inObserve.approver, inObserve.sealed))).toBe('mode_observe');
    const { approver, connector, identity, tenant } = await connected();
    const sealed = await sealedPlan(tenant, identity);
    await connector.acked(connector.send('plan_proposed', { plan_id: sealed.plan_id, envelope: sealed.envelope }) ?? 0);
    await reaches(tenant, sealed.plan_id, 'proposed');
    expect(await codeOf(approve(approver, sealed))).toBe('plan_not_verified');
    expect(await codeOf(approve(await addMember(tenant, 'viewer'), sealed))).toBe('forbidden');
    expect(
      await codeOf(
        approvePlan(later(approver, Date.now() + 6 * 60_000), { id: sealed.plan_id, effect_digest: sealed.effect_digest }),
      ),
    ).toBe('step_up_required');
    for (const one of [inVerify.connector, inObserve.connector, connector]) one.close();
  });

  it('refuses and ends a plan whose time is up', async () => {
    const { approver, connector, sealed, tenant } = await verified();
    const late = sealed.plan.expires_at * 1_000 + 1;
    const { platform, session, user } = approver;
    await platformRows.putStepUp(platform, { session_id: session.id, user_id: user.id, method: 'password', at_ms: late });
    expect(await codeOf(approvePlan(later(approver, late), { id: sealed.plan_id, effect_digest: sealed.effect_digest }))).toBe(
      'plan_state_conflict',
    );
    expect(await stateOf(tenant, sealed.plan_id)).toBe('expired');
    expect((await connector.next('plan_close')).body).toMatchObject({ plan_id: sealed.plan_id, terminal: 'expired' });
    connector.close();
  });

  it('refuses for a cluster that was revoked, and cancels its waiting plans', async () => {
    const { approver, sealed, tenant, identity } = await verified();
    await endCluster(later(tenant.owner), { id: identity.cluster_id, how: 'revoked' });
    expect(await codeOf(approve(approver, sealed))).toBe('cluster_not_confirmed');
    expect(await stateOf(tenant, sealed.plan_id)).toBe('cancelled');
  });
});
