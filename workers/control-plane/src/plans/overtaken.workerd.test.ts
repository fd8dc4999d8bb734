import { digestOf } from '@modekeeper/contracts';
import { planRows } from '@modekeeper/db';
import { describe, expect, it } from 'vitest';
import { enrolledCluster, type Identity } from '../../test/connector.workerd.ts';
import { eventually, reportVerified, sealedPlan, verifyReport } from '../../test/documents.workerd.ts';
import { overtaken } from '../../test/overtaken.workerd.ts';
import { approve, auditOf, codeOf, connected, reaches, stateOf, verified } from '../../test/scene.workerd.ts';
import { later, type Tenant } from '../../test/tenant.workerd.ts';
import { endCluster } from '../clusters/end.ts';
import { newId } from '../platform/random.ts';
import { approvePlan } from './approve.ts';
import { cancelPlan } from './cancel.ts';
import { expirePlan } from './expire.ts';
import { OPEN_PLANS_MAX, recordProposed } from './record-proposed.ts';
import { recordVerifyReport } from './record-verify-report.ts';
import type { ConnectorCtx } from './recording.ts';
import { rejectPlan } from './reject.ts';

const connectorCtx = (tenant: Tenant, { cluster_id, key_id }: Identity): ConnectorCtx => {
  const { idempotency: _none, ...own } = later(tenant.owner);
  return { ...own, actor: { type: 'connector', cluster_id, key_id }, role: null, cluster_id };
};
const keysOf = ({ key_id, pair }: Identity) => [
  { key_id, public_key: btoa(String.fromCharCode(...pair.public_key)), retired_ms: null },
];

describe('what overtakes a verb between its reading and its writing', () => {
  it('an approval keeps the effect that was approved, whatever report was on its way', async () => {
    const { approver, connector, identity, sealed, tenant } = await verified();
    const effect = { ...sealed.effect, passport_digest: '1'.repeat(64) };
    const envelope = await verifyReport(identity, sealed, { effect, effect_digest: digestOf(effect) });
    await recordVerifyReport(
      overtaken(connectorCtx(tenant, identity), () => approve(approver, sealed)),
      { body: { plan_id: sealed.plan_id, envelope }, keys: keysOf(identity) },
    );
    const plan = await planRows.find(tenant.owner, sealed.plan_id);
    expect(plan?.effect_digest).toBe(sealed.effect_digest);
    expect((await planRows.documents(tenant.owner, sealed.plan_id)).filter(({ kind }) => kind === 'verify_report')).toHaveLength(
      2,
    );
    connector.close();
  });

  it('a plan of another cluster keeps its id, papers and story for itself', async () => {
    const { connector, identity, tenant } = await connected();
    const neighbour = await enrolledCluster(tenant);
    const plan_id = newId('pl');
    const mine = await sealedPlan(tenant, identity, { plan_id });
    const theirs = await sealedPlan(tenant, neighbour, { plan_id });
    const record = (ctx: ConnectorCtx, one: typeof mine, of: Identity) =>
      recordProposed(ctx, { body: { plan_id, envelope: one.envelope }, keys: keysOf(of) });
    await record(
      overtaken(connectorCtx(tenant, neighbour), () => record(connectorCtx(tenant, identity), mine, identity)),
      theirs,
      neighbour,
    );
    expect(await planRows.find(tenant.owner, plan_id)).toMatchObject({
      cluster_id: identity.cluster_id,
      plan_digest: mine.plan_digest,
    });
    expect((await planRows.documents(tenant.owner, plan_id)).map(({ digest }) => digest)).toEqual([mine.plan_digest]);
    expect(await planRows.events(tenant.owner, plan_id)).toHaveLength(1);
    expect((await auditOf(tenant, 'connector.document_refused')).map(({ detail }) => detail.code)).toEqual([
      'plan_digest_mismatch',
    ]);
    connector.close();
  });

  it.each([
    [
      'a rejection',
      (s: Awaited<ReturnType<typeof verified>>) => rejectPlan(later(s.approver), { id: s.sealed.plan_id, reason: 'no' }),
      'rejected',
    ],
    [
      'a cancellation',
      (s: Awaited<ReturnType<typeof verified>>) => cancelPlan(later(s.approver), { id: s.sealed.plan_id, reason: 'no' }),
      'cancelled',
    ],
    [
      'its expiry',
      async (s: Awaited<ReturnType<typeof verified>>) => {
        const plan = await planRows.find(s.tenant.owner, s.sealed.plan_id);
        if (plan !== undefined) await expirePlan(later(s.tenant.owner), plan);
      },
      'expired',
    ],
  ] as const)('%s leaves nothing of an approval: no order, no paper, one state', async (_name, meanwhile, state) => {
    const scene = await verified();
    const { approver, connector, sealed, tenant } = scene;
    const late = approvePlan(
      overtaken(later(approver), () => meanwhile(scene)),
      { id: sealed.plan_id, effect_digest: sealed.effect_digest },
    );
    expect(await codeOf(late)).toBe('plan_state_conflict');
    expect(await stateOf(tenant, sealed.plan_id)).toBe(state);
    const papers = { sql: 'SELECT 1 FROM approvals WHERE tenant_id = ?', args: [tenant.tenant_id] };
    expect((await tenant.owner.database.client.execute(papers)).rows).toEqual([]);
    expect(await auditOf(tenant, 'plan.approved')).toEqual([]);
    expect((await connector.next('plan_close')).body.terminal).toBe(state);
    expect(connector.heard.some(({ type }) => type === 'plan_dispatch')).toBe(false);
    connector.close();
  });

  it('a revocation of the cluster leaves nothing of an approval', async () => {
    const { approver, identity, sealed, tenant } = await verified();
    const late = approvePlan(
      overtaken(later(approver), () => endCluster(later(tenant.owner), { id: identity.cluster_id, how: 'revoked' })),
      { id: sealed.plan_id, effect_digest: sealed.effect_digest },
    );
    expect(await codeOf(late)).toBe('plan_state_conflict');
    expect(await stateOf(tenant, sealed.plan_id)).toBe('cancelled');
  });

  it('a role that is taken away leaves nothing of an approval', async () => {
    const { approver, connector, sealed, tenant } = await verified();
    const late = approvePlan(
      overtaken(later(approver), () =>
        tenant.owner.database.client.execute({
          sql: "UPDATE role_bindings SET role = 'viewer' WHERE tenant_id = ? AND principal_id = ?",
          args: [tenant.tenant_id, approver.user.id],
        }),
      ),
      { id: sealed.plan_id, effect_digest: sealed.effect_digest },
    );
    expect(await codeOf(late)).toBe('forbidden');
    expect(await stateOf(tenant, sealed.plan_id)).toBe('verified');
    connector.close();
  });
});

it('a connector cannot open so many plans that its cluster could not be revoked any more', async () => {
  const { connector, identity, tenant } = await connected();
  const first = await sealedPlan(tenant, identity);
  await reportVerified(connector, first);
  await reaches(tenant, first.plan_id, 'verified');
  const copy = Object.keys((await planRows.find(tenant.owner, first.plan_id)) ?? {}).filter(
    (name) => name !== 'id' && name !== 'state',
  );
  await tenant.owner.database.client.execute({
    sql: `WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ${OPEN_PLANS_MAX})
          INSERT INTO plans (id, state, ${copy.join(', ')})
          SELECT printf('pl_%026d', i), CASE i % 2 WHEN 0 THEN 'applying' ELSE 'verified' END, ${copy.join(', ')} FROM plans, n WHERE tenant_id = ? AND id = ?`,
    args: [tenant.tenant_id, first.plan_id],
  });
  const more = await sealedPlan(tenant, identity);
  connector.send('plan_proposed', { plan_id: more.plan_id, envelope: more.envelope });
  const [refused] = await eventually(
    () => auditOf(tenant, 'connector.document_refused'),
    (rows) => rows.length === 1,
  );
  expect(refused?.detail).toMatchObject({ kind: 'plan', code: 'too_many_open_plans' });
  await endCluster(later(tenant.owner), { id: identity.cluster_id, how: 'revoked' });
  const states = await planRows.inStates(tenant.owner, identity.cluster_id, ['verified', 'applying', 'needs_person']);
  expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['needs_person']));
  expect(states).toHaveLength(OPEN_PLANS_MAX / 2);
  connector.close();
});

it('a keyed approval that came too late for the plan is told so each time, not that its answer was lost', async () => {
  const { approver, connector, sealed, tenant } = await verified();
  await tenant.owner.database.client.execute({
    sql: 'UPDATE plans SET expires_at_ms = 1 WHERE tenant_id = ? AND id = ?',
    args: [tenant.tenant_id, sealed.plan_id],
  });
  const idempotency = (request_id: string) => ({
    scope: tenant.tenant_id,
    route: '/v1/plans/x/approve',
    key_hash: sealed.plan_id,
    request_id,
  });
  for (const request_id of ['req_1', 'req_2']) {
    const keyed = { ...later(approver), request_id, idempotency: idempotency(request_id) };
    expect(await codeOf(approvePlan(keyed, { id: sealed.plan_id, effect_digest: sealed.effect_digest }))).toBe(
      'plan_state_conflict',
    );
  }
  expect(await stateOf(tenant, sealed.plan_id)).toBe('expired');
  const idem = await tenant.owner.database.client.execute({
    sql: 'SELECT 1 FROM idempotent_commits WHERE scope = ?',
    args: [tenant.tenant_id],
  });
  expect(idem.rows).toEqual([]);
  connector.close();
});
