import { createEnvelope, generateKeyPair, signerOf } from '@modekeeper/trust';
import { describe, expect, it } from 'vitest';
import { enrolledCluster, TestConnector } from '../../test/connector.workerd.ts';
import { eventually, receipt, reportVerified, sealedPlan, verifyReport } from '../../test/documents.workerd.ts';
import { approve, auditOf, codeOf, connected, event, reaches, stateOf, verified } from '../../test/scene.workerd.ts';
import { later, makeTenant } from '../../test/tenant.workerd.ts';
import { gatewayOf } from '../gateway/client.ts';
import { randomBytes } from '../platform/random.ts';
import { cancelPlan } from './cancel.ts';
import { listPlans } from './list.ts';
import { rejectPlan } from './reject.ts';
import { resolvePlan } from './resolve.ts';
import { showPlan } from './show.ts';

describe('what a connector reports', () => {
  it('is refused and audited when signed by another key, for another tenant or cluster, or about an unknown plan', async () => {
    const { connector, identity, tenant } = await connected();
    const elsewhere = await enrolledCluster(await makeTenant());
    const stranger = await generateKeyPair(randomBytes);
    const good = await sealedPlan(tenant, identity);
    const forged = { ...good, envelope: await createEnvelope('plan', good.plan, [signerOf(stranger)]) };
    const foreign = await sealedPlan(tenant, identity, { tenant_id: elsewhere.tenant_id });
    const other_cluster = await sealedPlan(tenant, identity, { cluster_id: elsewhere.cluster_id });
    for (const { envelope, plan_id } of [forged, foreign, other_cluster]) connector.send('plan_proposed', { plan_id, envelope });
    connector.send('receipt', { plan_id: good.plan_id, envelope: await receipt(identity, good, 'confirmed') });
    event(connector, good.plan_id, 1, 'proposed', 'verifying');
    const audited = await eventually(
      () => auditOf(tenant, 'connector.document_refused'),
      (rows) => rows.length === 5,
    );
    expect(audited.map(({ detail }) => detail.code).reverse()).toEqual([
      'key_unknown',
      'wrong_cluster',
      'wrong_cluster',
      'plan_unknown',
      'plan_unknown',
    ]);
    expect((await listPlans(later(tenant.owner), { limit: 50 })).items).toEqual([]);
    connector.close();
  });

  it('never changes a plan of another cluster of the same tenant', async () => {
    const { connector, sealed, tenant } = await verified();
    const neighbour = await TestConnector.welcomed(await enrolledCluster(tenant));
    event(neighbour.connector, sealed.plan_id, 3, 'verified', 'blocked', 'kill_switch_active');
    await eventually(
      () => auditOf(tenant, 'connector.document_refused'),
      (rows) => rows.length === 1,
    );
    expect(await stateOf(tenant, sealed.plan_id)).toBe('verified');
    connector.close();
    neighbour.connector.close();
  });

  it('outside the table of states is kept as a divergence and audited, and ends a dispatched plan all the same', async () => {
    const { approver, connector, sealed, tenant } = await verified();
    event(connector, sealed.plan_id, 3, 'verified', 'confirmed');
    await eventually(
      () => auditOf(tenant, 'plan.divergence'),
      (rows) => rows.length === 1,
    );
    expect(await stateOf(tenant, sealed.plan_id)).toBe('verified');
    await approve(approver, sealed);
    await connector.next('plan_dispatch');
    event(connector, sealed.plan_id, 9, 'checking', 'confirmed');
    await reaches(tenant, sealed.plan_id, 'confirmed');
    expect((await auditOf(tenant, 'plan.divergence')).length).toBe(2);
    connector.close();
  });

  it.each(['cancelled', 'expired'] as const)('never sets %s while a plan waits for people: that word is ours', async (to) => {
    const { connector, sealed, tenant } = await verified();
    event(connector, sealed.plan_id, 3, 'verified', to);
    await eventually(
      () => auditOf(tenant, 'plan.divergence'),
      (rows) => rows.length === 1,
    );
    expect(await stateOf(tenant, sealed.plan_id)).toBe('verified');
    connector.close();
  });

  it('a report whose effect does not have its digest is refused', async () => {
    const { connector, identity, tenant } = await connected();
    const sealed = await sealedPlan(tenant, identity);
    connector.send('plan_proposed', { plan_id: sealed.plan_id, envelope: sealed.envelope });
    connector.send('verify_report', {
      plan_id: sealed.plan_id,
      envelope: await verifyReport(identity, sealed, { effect_digest: 'e'.repeat(64) }),
    });
    const [row] = await eventually(
      () => auditOf(tenant, 'connector.document_refused'),
      (rows) => rows.length === 1,
    );
    expect(row?.detail).toMatchObject({ kind: 'verify_report', code: 'effect_digest_mismatch' });
    connector.close();
  });

  it('a state report is settled: a dispatch and a rejection that got lost are told again, a plan that is further there moves on here', async () => {
    const { approver, connector, identity, sealed, tenant } = await verified();
    const rejected = await sealedPlan(tenant, identity);
    const further = await sealedPlan(tenant, identity);
    for (const one of [rejected, further]) await reportVerified(connector, one);
    for (const one of [rejected, further]) await reaches(tenant, one.plan_id, 'verified');
    await approve(approver, sealed);
    await connector.next('plan_dispatch');
    await rejectPlan(later(approver), { id: rejected.plan_id, reason: 'no' });
    await connector.next('plan_close');
    const open = ({ plan_digest, plan_id }: typeof sealed) => ({ plan_id, plan_digest, state: 'verified' as const, revision: 2 });
    connector.send('state_report', {
      plans: [open(sealed), open(rejected), { ...open(further), state: 'blocked', revision: 3 }],
    });
    expect((await connector.next('plan_dispatch')).body).toMatchObject({ plan_id: sealed.plan_id, revision: 4 });
    expect((await connector.next('plan_close')).body).toMatchObject({ plan_id: rejected.plan_id, terminal: 'rejected' });
    await reaches(tenant, further.plan_id, 'blocked');
    connector.close();
  });

  it('a state digest that differs, with nothing on its way, is answered by a state report', async () => {
    const { connector, identity, sealed, tenant } = await verified();
    await connector.next('state_report');
    const sent_seq = connector.boot.seq;
    await eventually(
      async () => (await gatewayOf(tenant.owner, identity.tenant_id, identity.cluster_id).view())?.queues,
      (queues) => queues?.inbox_waiting === 0 && queues.outbox_unacknowledged === 0,
    );
    connector.send('state_digest', { digest: '0'.repeat(64), sent_seq, received_seq: connector.boot.held?.seq ?? 0 });
    const { body } = await connector.next('state_report');
    expect(body.plans).toEqual([{ plan_id: sealed.plan_id, plan_digest: sealed.plan_digest, state: 'verified', revision: 2 }]);
    expect((await gatewayOf(tenant.owner, identity.tenant_id, identity.cluster_id).view())?.counters.digest_mismatches).toBe(1);
    connector.close();
  });
});

describe('tenancy', () => {
  it('shows, approves, rejects, cancels and resolves nothing of another organization: the same 404 as for nothing', async () => {
    const { connector, sealed } = await verified();
    const stranger = (await makeTenant()).owner;
    const id = sealed.plan_id;
    const codes = await Promise.all([
      codeOf(showPlan(stranger, { id })),
      codeOf(approve(stranger, sealed)),
      codeOf(rejectPlan(stranger, { id, reason: 'x' })),
      codeOf(cancelPlan(stranger, { id, reason: 'x' })),
      codeOf(resolvePlan(stranger, { id, terminal: 'confirmed', note: 'x' })),
    ]);
    expect(new Set(codes)).toEqual(new Set(['not_found']));
    expect((await listPlans(stranger, { limit: 50 })).items).toEqual([]);
    connector.close();
  });
});
