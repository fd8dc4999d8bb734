import { runInDurableObject } from 'cloudflare:test';
import { type DsseEnvelope, isModeKeeperError } from '@modekeeper/contracts';
import { killRows } from '@modekeeper/db';
import { createEnvelope, createKeyring, publicKeyOf, readUnverified, signerOf, verifyEnvelope } from '@modekeeper/trust';
import { describe, expect, it } from 'vitest';
import { TEST_BINDINGS } from '../../test/bindings.ts';
import { boot, enrolledCluster, type Identity, TestConnector } from '../../test/connector.workerd.ts';
import { eventually } from '../../test/documents.workerd.ts';
import { addMember, later, type Member, makeTenant, type Tenant } from '../../test/tenant.workerd.ts';
import { watch } from '../../test/watcher.workerd.ts';
import { gatewayOf } from '../gateway/client.ts';
import { listKillSwitches } from './list.ts';
import { setKillSwitch } from './set.ts';

const set = (
  member: Member,
  scope_type: 'workload' | 'cluster' | 'organization',
  scope_id: string,
  active: boolean,
  reason = 'because',
) => setKillSwitch(later(member), { scope_type, scope_id, active, reason });
const objectOf = (tenant: Tenant, { cluster_id }: Identity) => gatewayOf(tenant.owner, tenant.tenant_id, cluster_id);
const payloadOf = (envelope: unknown) => readUnverified(envelope as DsseEnvelope, 'kill_state').payload;
async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (isModeKeeperError(error) ? error.code : String(error)),
  );
}

describe('the kill switch', () => {
  it('reaches the connector as a kill_set that the pinned approval key proves, and its epoch rides on every ack', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    const view = await set(tenant.owner, 'cluster', identity.cluster_id, true, 'loss is diverging');
    expect(view).toMatchObject({
      active: true,
      reason: 'loss is diverging',
      clusters: { reached: [identity.cluster_id], pending: [] },
    });
    const { body } = await connector.next('kill_set');
    const keyring = createKeyring([
      { kid: TEST_BINDINGS.APPROVAL_KID, public_key: await publicKeyOf(new Uint8Array(32).fill(1)), purposes: ['approval'] },
    ]);
    const { payload } = await verifyEnvelope(body.envelope, keyring, { kind: 'kill_state', purpose: 'approval' });
    expect(payload).toMatchObject({
      active: true,
      epoch: 1,
      scope: { type: 'cluster', id: identity.cluster_id },
      source: 'cloud',
      actor: tenant.owner.user.id,
    });
    connector.send('finding', { kind: 'notice', code: 'x', target: null, detail: '', changes: [], signals: [], at_ms: 1 });
    expect((await connector.acked(1)).kill_epoch).toBe(1);
    connector.close();
  });

  it('of the organization reaches every cluster, those that reconnect and those that enrol later', async () => {
    const tenant = await makeTenant();
    const online = await enrolledCluster(tenant);
    const offline = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(online);
    await set(tenant.owner, 'organization', tenant.tenant_id, true);
    expect(payloadOf((await connector.next('kill_set')).body.envelope)).toMatchObject({
      active: true,
      scope: { type: 'organization' },
    });
    for (const identity of [offline, await enrolledCluster(tenant)]) {
      const { connector: late, welcome } = await TestConnector.welcomed(identity);
      expect(welcome.kill.epoch).toBeGreaterThan(0);
      expect(welcome.kill.set.map(payloadOf)).toMatchObject([
        { active: true, scope: { type: 'organization', id: tenant.tenant_id } },
      ]);
      late.close();
    }
    connector.close();
  });

  it("is lifted with an epoch above every one seen, the connector's own included, and only by a role and step-up that may", async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    await set(tenant.owner, 'cluster', identity.cluster_id, true);
    await connector.next('kill_set');
    const reported = await createEnvelope(
      'kill_state',
      {
        schema_version: 'kill_state.v1',
        epoch: 41,
        scope: { type: 'cluster', id: identity.cluster_id },
        active: true,
        source: 'configmap',
        actor: 'operator',
        reason: '',
        at: 1,
      },
      [signerOf(identity.pair)],
    );
    connector.send('kill_state', { envelope: reported });
    const approver = await addMember(tenant, 'approver');
    expect(await codeOf(set(approver, 'cluster', identity.cluster_id, false))).toBe('forbidden');
    const stale = { ...tenant.owner, now_ms: Date.now() + 6 * 60_000 };
    expect(
      await codeOf(setKillSwitch(stale, { scope_type: 'cluster', scope_id: identity.cluster_id, active: false, reason: 'x' })),
    ).toBe('step_up_required');
    await eventually(
      async () => (await objectOf(tenant, identity).view())?.queues.inbox_waiting,
      (waiting) => waiting === 0,
    );
    const lifted = await set(tenant.owner, 'cluster', identity.cluster_id, false, 'fixed');
    expect(payloadOf((await connector.next('kill_set')).body.envelope)).toMatchObject({ active: false, epoch: 42 });
    expect(lifted.history.map(({ active, reason }) => [active, reason])).toEqual([
      [false, 'fixed'],
      [true, 'because'],
    ]);
    connector.close();
    const again = await TestConnector.welcomed(identity, boot());
    expect(again.welcome.kill.set).toEqual([]);
    again.connector.close();
  });

  it('is turned on whatever epoch somebody has shown the connector, the highest number included', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    const seen = {
      schema_version: 'kill_state.v1' as const,
      epoch: Number.MAX_SAFE_INTEGER,
      scope: { type: 'cluster' as const, id: identity.cluster_id },
      active: true,
      source: 'cloud' as const,
      actor: 'connector',
      reason: 'cloud:cluster',
      at: 1,
    };
    connector.send('kill_state', { envelope: await createEnvelope('kill_state', seen, [signerOf(identity.pair)]) });
    await eventually(
      async () => (await objectOf(tenant, identity).view())?.queues.inbox_waiting,
      (waiting) => waiting === 0,
    );
    await set(tenant.owner, 'cluster', identity.cluster_id, true);
    const { body } = await connector.next('kill_set');
    expect(payloadOf(body.envelope)).toMatchObject({ active: true, epoch: Number.MAX_SAFE_INTEGER });
    connector.close();
  });

  it('is in force in the cluster even when the database cannot record it', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    await set(tenant.owner, 'cluster', identity.cluster_id, false);
    await connector.next('kill_set');
    // The role is gone, so the batch is refused after the object was told: the stop stays, it is never rolled back.
    const engaging = await addMember(tenant, 'approver');
    await engaging.database.client.execute({
      sql: 'DELETE FROM role_bindings WHERE tenant_id = ? AND principal_id = ?',
      args: [tenant.tenant_id, engaging.user.id],
    });
    expect(await codeOf(set(engaging, 'cluster', identity.cluster_id, true))).toBe('forbidden');
    expect(payloadOf((await connector.next('kill_set')).body.envelope).active).toBe(true);
    connector.close();
  });

  it('an order that was delayed in the database never undoes a newer one', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const scope = { type: 'cluster' as const, id: identity.cluster_id };
    const stub = objectOf(tenant, identity);
    const order = (id: string, active: boolean) => stub.setKill({ id, scope, active, reason: '', actor: 'control_plane' });
    await order('kil_01AAAAAAAAAAAAAAAAAAAAAAAA', true);
    await order('kil_01CCCCCCCCCCCCCCCCCCCCCCCC', true);
    await order('kil_01BBBBBBBBBBBBBBBBBBBBBBBB', false);
    expect((await stub.view())?.kill.active).toEqual([scope]);
  });

  it('shows what the connector reports of its own sources at once, to open pages and to those that open later', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const off = { source: 'configmap' as const, name: 'modekeeper/modekeeper-kill', state: 'off' as const, signal: null };
    const sources = [off, { ...off, source: 'cloud' as const, name: 'cloud' }];
    const { connector } = await TestConnector.welcomed(identity, boot(), {
      kill: { active: false, signal: null, epoch: 0, sources },
    });
    const { events, ws } = await watch(tenant, identity, tenant.owner);
    const reported = await createEnvelope(
      'kill_state',
      {
        schema_version: 'kill_state.v1',
        epoch: 0,
        scope: { type: 'cluster', id: identity.cluster_id },
        active: true,
        source: 'configmap',
        actor: 'connector',
        reason: 'configmap:modekeeper/modekeeper-kill',
        at: 1,
      },
      [signerOf(identity.pair)],
    );
    connector.send('kill_state', { envelope: reported });
    await eventually(
      async () => events.find(({ type }) => type === 'kill'),
      (event) => event !== undefined,
    );
    const now = {
      active: true,
      sources: [
        { source: 'configmap', state: 'on' },
        { source: 'cloud', state: 'off' },
      ],
    };
    expect(events.find(({ type }) => type === 'kill')?.body).toMatchObject({ in_cluster: now });
    expect((await objectOf(tenant, identity).view())?.kill).toMatchObject({ active: [], in_cluster: now });
    ws.close();
    connector.close();
  });

  it('of a workload names namespace and name to the cluster, and lists what it stopped', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    await set(tenant.owner, 'workload', `${identity.cluster_id}/training/trainer`, true);
    expect((await objectOf(tenant, identity).view())?.kill.active).toEqual([{ type: 'workload', id: 'training/trainer' }]);
    const { items } = await listKillSwitches(later(tenant.owner));
    expect(items).toMatchObject([{ scope_type: 'workload', active: true, stopped: [], history: [{ active: true }] }]);
  });

  it('of another organization, cluster or workload is not found, and stops nothing there', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const stranger = (await makeTenant()).owner;
    expect(await codeOf(set(stranger, 'organization', tenant.tenant_id, true))).toBe('not_found');
    expect(await codeOf(set(stranger, 'cluster', identity.cluster_id, true))).toBe('not_found');
    expect(await codeOf(set(stranger, 'workload', `${identity.cluster_id}/training/trainer`, true))).toBe('not_found');
    expect(await codeOf(set(tenant.owner, 'workload', `${identity.cluster_id}/training`, true))).toBe('not_found');
    expect((await objectOf(tenant, identity).view())?.kill.active).toEqual([]);
    expect(await killRows.list(tenant.owner, 10)).toEqual([]);
    expect((await listKillSwitches(stranger)).items).toEqual([]);
  });

  it('never gives two switches the same epoch, however many are moved at once', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const names = Array.from({ length: 10 }, (_, index) => `${identity.cluster_id}/training/trainer-${index}`);
    await Promise.all(names.map((name) => set(tenant.owner, 'workload', name, true)));
    const epochs = await runInDurableObject(objectOf(tenant, identity), async (_object, state) =>
      state.storage.sql
        .exec<{ epoch: number }>('SELECT epoch FROM kill_switches ORDER BY epoch')
        .toArray()
        .map(({ epoch }) => epoch),
    );
    expect(epochs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});
