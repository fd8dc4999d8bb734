import { evictDurableObject } from 'cloudflare:test';
import { approvalSchema, type DsseEnvelope } from '@modekeeper/contracts';
import { auditRows } from '@modekeeper/db';
import { createKeyring, publicKeyOf, verifyEnvelope } from '@modekeeper/trust';
import { describe, expect, it } from 'vitest';
import { TEST_BINDINGS } from '../../test/bindings.ts';
import { TestConnector } from '../../test/connector.workerd.ts';
import { eventually, receipt } from '../../test/documents.workerd.ts';
import { approve, event, reaches, stateOf, verified } from '../../test/scene.workerd.ts';
import { later } from '../../test/tenant.workerd.ts';
import { gatewayOf } from '../gateway/client.ts';
import { showPlan } from './show.ts';

describe('the way of a plan', () => {
  it('goes from proposal to receipt, every transition recorded once and audited once', async () => {
    const { approver, connector, identity, sealed, tenant } = await verified();
    const { plan_id } = sealed;
    expect(await showPlan(later(approver), { id: plan_id })).toMatchObject({
      state: 'verified',
      effect_digest: sealed.effect_digest,
      effect: sealed.effect,
    });
    await approve(approver, sealed);
    const { body } = await connector.next('plan_dispatch');
    expect(body).toMatchObject({ plan_id, plan_digest: sealed.plan_digest, effect_digest: sealed.effect_digest, revision: 4 });
    expect(await stateOf(tenant, plan_id)).toBe('dispatched');
    event(connector, plan_id, 3, 'verified', 'approved');
    event(connector, plan_id, 4, 'approved', 'dispatched');
    event(connector, plan_id, 5, 'dispatched', 'applying');
    event(connector, plan_id, 6, 'applying', 'checking');
    event(connector, plan_id, 7, 'checking', 'confirmed', 'checks_passed');
    connector.send('receipt', { plan_id, envelope: await receipt(identity, sealed, 'confirmed') });
    await reaches(tenant, plan_id, 'confirmed');
    const detail = await eventually(
      () => showPlan(later(approver), { id: plan_id }),
      ({ documents }) => documents.some(({ kind }) => kind === 'receipt'),
    );
    expect(detail.events.map(({ divergence, n, revision, to }) => [n, revision, to, divergence])).toEqual(
      ['proposed', 'verifying', 'verified', 'approved', 'dispatched', 'applying', 'checking', 'confirmed'].map((to, index) => [
        index + 1,
        index,
        to,
        false,
      ]),
    );
    expect(detail.documents.map(({ kind }) => kind).sort()).toEqual(['approval', 'plan', 'receipt', 'verify_report']);
    const audited = (await auditRows.list(tenant.owner, { subject_type: 'plan', subject_id: plan_id }, { limit: 100 })).items
      .map(({ action }) => action)
      .reverse();
    expect(audited).toEqual([
      'plan.proposed',
      'plan.transition',
      'plan.transition',
      'plan.approved',
      ...Array(4).fill('plan.transition'),
      'plan.receipt',
    ]);
    connector.close();
  });

  it('carries an L0 approval that the pinned approval key proves, bound to plan and effect, no longer than the plan', async () => {
    const { approver, connector, sealed } = await verified();
    await approve(approver, sealed);
    const { body } = await connector.next('plan_dispatch');
    const public_key = await publicKeyOf(new Uint8Array(32).fill(1));
    const keyring = createKeyring([{ kid: TEST_BINDINGS.APPROVAL_KID, public_key, purposes: ['approval'] }]);
    const { payload } = await verifyEnvelope(body.approvals[0] as DsseEnvelope, keyring, {
      kind: 'approval',
      purpose: 'approval',
    });
    const approval = approvalSchema.parse(payload);
    expect(approval).toMatchObject({
      decision: 'approve',
      level: 'L0',
      plan_digest: sealed.plan_digest,
      effect_digest: sealed.effect_digest,
    });
    expect(approval.approver).toEqual({ id: approver.user.id, key_id: TEST_BINDINGS.APPROVAL_KID });
    expect(approval.expires_at).toBeLessThanOrEqual(sealed.plan.expires_at);
    connector.close();
  });

  it('is dispatched once when the approval came while the connector was away, however often it reconnects', async () => {
    const { approver, connector, identity, sealed, tenant } = await verified();
    connector.close();
    await eventually(
      () => gatewayOf(tenant.owner, identity.tenant_id, identity.cluster_id).presence(),
      ({ cause }) => cause === 'socket_closed',
    );
    await approve(approver, sealed);
    await approver.settled();
    expect(await stateOf(tenant, sealed.plan_id)).toBe('approved');
    const second = await TestConnector.welcomed(identity, connector.boot);
    second.connector.acks = false;
    const first_frame = await second.connector.next('plan_dispatch');
    second.connector.close();
    // Not acknowledged: it comes again, under the same number; acknowledged: never again.
    const third = await TestConnector.welcomed(identity, connector.boot);
    expect((await third.connector.next('plan_dispatch')).seq).toBe(first_frame.seq);
    await eventually(
      async () => (await gatewayOf(tenant.owner, identity.tenant_id, identity.cluster_id).view())?.queues.outbox_unacknowledged,
      (left) => left === 0,
    );
    third.connector.close();
    const fourth = await TestConnector.welcomed(identity, connector.boot);
    await gatewayOf(tenant.owner, identity.tenant_id, identity.cluster_id).poke();
    expect(fourth.connector.heard.filter(({ type }) => type === 'plan_dispatch')).toEqual([]);
    fourth.connector.close();
  });

  it('loses nothing when the object is evicted between approve and dispatch, and between dispatch and acknowledgement', async () => {
    const { approver, connector, identity, sealed, tenant } = await verified();
    const stub = gatewayOf(tenant.owner, identity.tenant_id, identity.cluster_id);
    connector.acks = false;
    await evictDurableObject(stub);
    await approve(approver, sealed);
    const { seq } = await connector.next('plan_dispatch');
    await evictDurableObject(stub, { webSockets: 'close' });
    const again = await TestConnector.welcomed(identity, connector.boot);
    expect((await again.connector.next('plan_dispatch')).seq).toBe(seq);
    expect(await stateOf(tenant, sealed.plan_id)).toBe('dispatched');
    again.connector.close();
  });
});
