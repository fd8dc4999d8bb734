import { evictDurableObject } from 'cloudflare:test';
import { isUnavailable, planRows } from '@modekeeper/db';
import { describe, expect, it } from 'vitest';
import { boot, enrolledCluster, TestConnector } from '../../test/connector.workerd.ts';
import { eventually, receipt, reportVerified, sealedPlan } from '../../test/documents.workerd.ts';
import { databaseFault } from '../../test/faults.workerd.ts';
import { addMember, later, makeTenant } from '../../test/tenant.workerd.ts';
import { setKillSwitch } from '../kill/set.ts';
import { approvePlan } from '../plans/approve.ts';
import { gatewayOf } from './client.ts';

describe('while the database is away', () => {
  it('frames are acknowledged and kept, through an eviction too, and recorded in order when it is back', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    const stub = gatewayOf(tenant.owner, tenant.tenant_id, identity.cluster_id);
    await eventually(
      async () => (await stub.view())?.queues.inbox_waiting,
      (waiting) => waiting === 0,
    );
    const sealed = await sealedPlan(tenant, identity);
    const restore = await databaseFault(tenant.tenant_id, { kind: 'away' });
    const last = await reportVerified(connector, sealed);
    expect((await connector.acked(last)).seq).toBe(last);
    expect((await stub.view())?.queues).toMatchObject({ inbox_waiting: 4, inbox_parked: 0 });
    await evictDurableObject(stub);
    await restore();
    await eventually(
      () => planRows.find(tenant.owner, sealed.plan_id),
      (plan) => plan?.state === 'verified',
      15_000,
    );
    const events = await planRows.events(tenant.owner, sealed.plan_id);
    expect(events.map(({ divergence, to_state }) => [to_state, divergence])).toEqual([
      ['proposed', false],
      ['verifying', false],
      ['verified', false],
    ]);
    connector.close();
  });

  it('a known connector is welcomed with the stops in force; one that never learned them is told to come again', async () => {
    const tenant = await makeTenant();
    const known = await enrolledCluster(tenant);
    (await TestConnector.welcomed(known)).connector.close();
    await setKillSwitch(later(tenant.owner), {
      scope_type: 'organization',
      scope_id: tenant.tenant_id,
      active: true,
      reason: 'stop',
    });
    const fresh = await enrolledCluster(tenant);
    const restore = await databaseFault(tenant.tenant_id, { kind: 'away' });
    const { connector, welcome } = await TestConnector.welcomed(known, boot());
    expect(welcome.kill.set).toHaveLength(1);
    const refused = await TestConnector.connect(fresh);
    refused.hello();
    expect(await refused.closed).toEqual({ code: 4429, reason: '10' });
    await restore();
    expect((await TestConnector.welcomed(fresh, boot())).welcome.kill.set).toHaveLength(1);
    connector.close();
  });

  it('an order that the verb committed just before reaches the connector when it is back', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const approver = await addMember(tenant, 'approver');
    const { connector } = await TestConnector.welcomed(identity);
    const sealed = await sealedPlan(tenant, identity);
    await reportVerified(connector, sealed);
    await eventually(
      () => planRows.find(tenant.owner, sealed.plan_id),
      (plan) => plan?.state === 'verified',
    );
    connector.close();
    await eventually(
      () => gatewayOf(tenant.owner, tenant.tenant_id, identity.cluster_id).presence(),
      ({ cause }) => cause === 'socket_closed',
    );
    await approvePlan(later(approver), { id: sealed.plan_id, effect_digest: sealed.effect_digest });
    const restore = await databaseFault(tenant.tenant_id, { kind: 'away' });
    const again = await TestConnector.welcomed(identity, connector.boot);
    await restore();
    expect((await again.connector.next('plan_dispatch', 10_000)).body.plan_id).toBe(sealed.plan_id);
    again.connector.close();
  });

  it('a stop is in force in the clusters although the request that asked for it fails', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    // Finding the cluster works and recording the switch does not: its reason is in that one batch only.
    const reason = `stop ${identity.cluster_id} now`;
    const restore = await databaseFault(reason, { kind: 'away' });
    const asked = setKillSwitch(later(tenant.owner), {
      scope_type: 'cluster',
      scope_id: identity.cluster_id,
      active: true,
      reason,
    });
    expect(isUnavailable(await asked.catch((error: unknown) => error))).toBe(true);
    await connector.next('kill_set');
    await restore();
    connector.close();
  });
});

describe('with a database that takes 30 ms per call', () => {
  it('a plan goes from approval to the connector within a second, and to its receipt', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const approver = await addMember(tenant, 'approver');
    const { connector } = await TestConnector.welcomed(identity);
    const restore = await databaseFault(tenant.tenant_id, { kind: 'slow', delay_ms: 30 });
    const sealed = await sealedPlan(tenant, identity);
    await reportVerified(connector, sealed);
    await eventually(
      () => planRows.find(tenant.owner, sealed.plan_id),
      (plan) => plan?.state === 'verified',
    );
    const started_ms = Date.now();
    await approvePlan(later(approver), { id: sealed.plan_id, effect_digest: sealed.effect_digest });
    await connector.next('plan_dispatch');
    expect(Date.now() - started_ms).toBeLessThan(1_000);
    connector.send('receipt', { plan_id: sealed.plan_id, envelope: await receipt(identity, sealed, 'confirmed') });
    await eventually(
      () => planRows.documents(tenant.owner, sealed.plan_id),
      (rows) => rows.some(({ kind }) => kind === 'receipt'),
    );
    await restore();
    connector.close();
  });

  it("says that the database is away in words that the driver's error maps to", async () => {
    const tenant = await makeTenant();
    const restore = await databaseFault(tenant.tenant_id, { kind: 'away' });
    const failure = await planRows.find(tenant.owner, 'pl_x').catch((error: unknown) => error);
    expect(isUnavailable(failure)).toBe(true);
    await restore();
  });
});
