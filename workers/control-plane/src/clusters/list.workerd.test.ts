import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { boot, enrolledCluster, type Identity, TestConnector } from '../../test/connector.workerd.ts';
import { eventually } from '../../test/documents.workerd.ts';
import { later, type Member, makeTenant, type Tenant } from '../../test/tenant.workerd.ts';
import { gatewayOf } from '../gateway/client.ts';
import { createCluster } from './create.ts';
import { endCluster } from './end.ts';
import { listClusters } from './list.ts';
import { showCluster } from './show.ts';

/** The same person where asking any object fails: whatever works then has asked none. */
function withoutObjects(member: Member): Member {
  const getByName = () => {
    throw new Error('no object may be asked');
  };
  return { ...later(member), env: { ...member.env, CLUSTER_GATEWAY: { getByName } as never } };
}
const listed = async (tenant: Tenant, id: string) => {
  const { items } = await listClusters(withoutObjects(tenant.owner), {}, { limit: 200 });
  return items.find((one) => one.id === id)?.presence;
};
const becomes = (tenant: Tenant, { cluster_id }: Identity, state: string) =>
  eventually(
    () => listed(tenant, cluster_id),
    (presence) => presence?.state === state,
  );
/** Lets the object's dead-man's switch fire as if its time had come; `silent_ms`: since the connector was heard of. */
async function alarmAfter(tenant: Tenant, { cluster_id }: Identity, silent_ms: number): Promise<void> {
  const stub = gatewayOf(tenant.owner, tenant.tenant_id, cluster_id);
  await runInDurableObject(stub, async (_object, state) => {
    const seen = JSON.stringify(Date.now() - silent_ms);
    state.storage.sql.exec("UPDATE state SET value = ? WHERE name = 'last_seen_ms'", seen);
    state.storage.sql.exec("UPDATE state SET value = json_set(value, '$.presence', 1) WHERE name = 'due'");
    await state.storage.setAlarm(Date.now() + 60_000);
  });
  await runDurableObjectAlarm(stub);
}

describe('the list of clusters', () => {
  it('shows presence without asking a single object, from the first connection to the end', async () => {
    const tenant = await makeTenant();
    const created = await createCluster(later(tenant.owner), { environment_id: tenant.environment_id, name: 'new' });
    expect(await listed(tenant, created.id)).toMatchObject({ state: 'never_connected', cause: null, observed_at: null });
    const identity = await enrolledCluster(tenant);
    expect((await listed(tenant, identity.cluster_id))?.state).toBe('never_connected');
    const { connector } = await TestConnector.welcomed(identity);
    expect(await becomes(tenant, identity, 'connected')).toMatchObject({ cause: 'heartbeats_arrive' });
    connector.close();
    await endCluster(later(tenant.owner), { id: identity.cluster_id, how: 'revoked' });
    expect(await listed(tenant, identity.cluster_id)).toMatchObject({ state: 'refused', cause: 'cluster_revoked' });
  });

  it('says that a cluster awaits confirmation, connected or not', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant, { confirm: false });
    expect((await listed(tenant, identity.cluster_id))?.state).toBe('awaiting_confirmation');
    const connector = await TestConnector.connect(identity);
    connector.hello();
    await connector.next('refused');
    await becomes(tenant, identity, 'awaiting_confirmation');
    connector.close();
  });

  it('tells of a connector that stayed away, and writes nothing for one that is back at once', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const first = await TestConnector.welcomed(identity);
    const before = await becomes(tenant, identity, 'connected');
    first.connector.close();
    const stub = gatewayOf(tenant.owner, tenant.tenant_id, identity.cluster_id);
    await eventually(
      () => stub.presence(),
      ({ cause }) => cause === 'socket_closed',
    );
    const second = await TestConnector.welcomed(identity, boot());
    await eventually(
      async () => (await stub.view())?.queues.inbox_waiting,
      (waiting) => waiting === 0,
    );
    expect(await listed(tenant, identity.cluster_id)).toEqual(before);
    second.connector.close();
    await eventually(
      () => stub.presence(),
      ({ cause }) => cause === 'socket_closed',
    );
    await alarmAfter(tenant, identity, 61_000);
    expect(await becomes(tenant, identity, 'lost')).toMatchObject({ cause: 'socket_closed' });
  });

  it('tells of a refusal with its cause', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    await (await TestConnector.connect(identity, boot(), { claims: { ts_ms: Date.now() - 301_000 } })).closed;
    await alarmAfter(tenant, identity, 61_000);
    expect(await becomes(tenant, identity, 'refused')).toMatchObject({ cause: 'clock_skew' });
  });
});

it('one cluster is asked at this moment; while its object cannot be reached, what was told last is shown', async () => {
  const tenant = await makeTenant();
  const identity = await enrolledCluster(tenant);
  const { connector } = await TestConnector.welcomed(identity);
  await becomes(tenant, identity, 'connected');
  const now = await showCluster(later(tenant.owner), { id: identity.cluster_id });
  expect(now.presence.state).toBe('connected');
  expect(Date.now() - Date.parse(now.presence.observed_at ?? '')).toBeLessThan(5_000);
  expect(await showCluster(withoutObjects(tenant.owner), { id: identity.cluster_id })).toMatchObject({
    presence: { state: 'connected' },
    connection: null,
  });
  connector.close();
});
