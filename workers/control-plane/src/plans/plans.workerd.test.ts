import { evictDurableObject } from 'cloudflare:test';
import { approvalSchema, type DsseEnvelope, isModeKeeperError, type PlanState } from '@modekeeper/contracts';
import { auditRows, planRows } from '@modekeeper/db';
import {
  createEnvelope,
  createKeyring,
  generateKeyPair,
  publicKeyOf,
  readUnverified,
  signerOf,
  verifyEnvelope,
} from '@modekeeper/trust';
import { describe, expect, it } from 'vitest';
import { TEST_BINDINGS } from '../../test/bindings.ts';
import { boot, enrolledCluster, type Identity, TestConnector } from '../../test/connector.workerd.ts';
import { eventually, receipt, reportVerified, type SealedPlan, sealedPlan, verifyReport } from '../../test/documents.workerd.ts';
import { addMember, later, type Member, makeTenant, type Tenant } from '../../test/tenant.workerd.ts';
import { gatewayOf } from '../gateway/client.ts';
import { randomBytes } from '../platform/random.ts';
import { approvePlan } from './approve.ts';
import { cancelPlan } from './cancel.ts';
import { listPlans } from './list.ts';
import { rejectPlan } from './reject.ts';
import { resolvePlan } from './resolve.ts';
import { showPlan } from './show.ts';

type Scene = { tenant: Tenant; identity: Identity; connector: TestConnector; approver: Member; sealed: SealedPlan };

const stateOf = async (tenant: Tenant, plan_id: string) => (await planRows.find(tenant.owner, plan_id))?.state;
const reaches = (tenant: Tenant, plan_id: string, state: PlanState) =>
  eventually(
    () => stateOf(tenant, plan_id),
    (now) => now === state,
  );

async function connected(mode: 'observe' | 'verify' | 'apply' = 'apply'): Promise<Omit<Scene, 'sealed'>> {
  const tenant = await makeTenant();
  const identity = await enrolledCluster(tenant, { mode });
  const { connector } = await TestConnector.welcomed(identity, boot(), { mode });
  return { tenant, identity, connector, approver: await addMember(tenant, 'approver') };
}

async function verified(mode: 'observe' | 'verify' | 'apply' = 'apply'): Promise<Scene> {
  const scene = await connected(mode);
  const sealed = await sealedPlan(scene.tenant, scene.identity);
  await scene.connector.acked(await reportVerified(scene.connector, sealed));
  await reaches(scene.tenant, sealed.plan_id, 'verified');
  return { ...scene, sealed };
}

const approve = (member: Member, sealed: SealedPlan, effect_digest = sealed.effect_digest) =>
  approvePlan(later(member), { id: sealed.plan_id, effect_digest });
async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (isModeKeeperError(error) ? error.code : String(error)),
  );
}
const event = (
  connector: TestConnector,
  plan_id: string,
  revision: number,
  from: PlanState,
  to: PlanState,
  reason: string | null = null,
) => connector.send('plan_event', { plan_id, revision, from, to, reason, at_ms: Date.now() });
const auditOf = async (tenant: Tenant, action: string) => (await auditRows.list(tenant.owner, { action }, { limit: 100 })).items;

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
    const { platformRows } = await import('@modekeeper/db');
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
    const { endCluster } = await import('../clusters/end.ts');
    await endCluster(later(tenant.owner), { id: identity.cluster_id, how: 'revoked' });
    expect(await codeOf(approve(approver, sealed))).toBe('cluster_not_confirmed');
    expect(await stateOf(tenant, sealed.plan_id)).toBe('cancelled');
  });
});

describe('closing', () => {
  it('a rejection and a cancellation tell the connector, each once', async () => {
    const { approver, connector, identity, sealed, tenant } = await verified();
    await rejectPlan(later(approver), { id: sealed.plan_id, reason: 'not now' });
    expect((await connector.next('plan_close')).body).toEqual({
      plan_id: sealed.plan_id,
      terminal: 'rejected',
      reason: 'rejected_by_person',
      revision: 3,
    });
    expect(await codeOf(cancelPlan(later(approver), { id: sealed.plan_id, reason: 'too late' }))).toBe('plan_state_conflict');
    const other = await sealedPlan(tenant, identity);
    await reportVerified(connector, other);
    await reaches(tenant, other.plan_id, 'verified');
    await cancelPlan(later(approver), { id: other.plan_id, reason: 'changed my mind' });
    expect((await connector.next('plan_close')).body).toMatchObject({ plan_id: other.plan_id, terminal: 'cancelled' });
    connector.close();
  });

  it('cancelling a dispatched plan is a request; the connector alone ends it', async () => {
    const { approver, connector, sealed, tenant } = await verified();
    await approve(approver, sealed);
    await connector.next('plan_dispatch');
    await cancelPlan(later(approver), { id: sealed.plan_id, reason: 'stop' });
    expect((await connector.next('plan_close')).body.terminal).toBe('cancelled');
    expect(await stateOf(tenant, sealed.plan_id)).toBe('dispatched');
    event(connector, sealed.plan_id, 5, 'dispatched', 'cancelled', 'cancelled_by_person');
    await reaches(tenant, sealed.plan_id, 'cancelled');
    connector.close();
  });

  it('a plan cancelled before it was dispatched is never sent', async () => {
    const { approver, connector, identity, sealed, tenant } = await verified();
    connector.close();
    await eventually(
      () => gatewayOf(tenant.owner, identity.tenant_id, identity.cluster_id).presence(),
      ({ cause }) => cause === 'socket_closed',
    );
    await approve(approver, sealed);
    await cancelPlan(later(approver), { id: sealed.plan_id, reason: 'no' });
    const again = await TestConnector.welcomed(identity, connector.boot);
    expect((await again.connector.next('plan_close')).body.terminal).toBe('cancelled');
    expect(again.connector.heard.some(({ type }) => type === 'plan_dispatch')).toBe(false);
    expect(await stateOf(tenant, sealed.plan_id)).toBe('cancelled');
    again.connector.close();
  });

  it('a resolution goes down signed and the connector ends the plan', async () => {
    const { approver, connector, sealed, tenant } = await verified();
    await approve(approver, sealed);
    await connector.next('plan_dispatch');
    event(connector, sealed.plan_id, 5, 'dispatched', 'unknown', 'api_timeout');
    event(connector, sealed.plan_id, 6, 'unknown', 'needs_person', 'read_back_failed');
    await reaches(tenant, sealed.plan_id, 'needs_person');
    await resolvePlan(later(approver), { id: sealed.plan_id, terminal: 'halted_partial', note: 'looked at it by hand' });
    const { body } = await connector.next('plan_resolve');
    expect(readUnverified(body.resolutions[0] as DsseEnvelope, 'resolution').payload).toMatchObject({
      terminal: 'halted_partial',
      plan_digest: sealed.plan_digest,
    });
    event(connector, sealed.plan_id, 7, 'needs_person', 'halted_partial', 'resolved_by_person');
    await reaches(tenant, sealed.plan_id, 'halted_partial');
    connector.close();
  });
});

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
