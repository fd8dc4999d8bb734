import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { outboxRows } from '@modekeeper/db';
import { describe, expect, it } from 'vitest';
import { boot, CLUSTER_UID, enrolledCluster, TestConnector } from '../../test/connector.workerd.ts';
import { later, type Member, makeTenant } from '../../test/tenant.workerd.ts';
import { gatewayOf } from '../gateway/client.ts';
import { confirmCluster } from './confirm.ts';
import { endCluster } from './end.ts';

/** The same person while no object answers: calls to objects cross a network, and fail as it does. */
function cutOff(member: Member): Member {
  const away = () => Promise.reject(new Error('Network connection lost.'));
  const getByName = () => ({ setStatus: away, poke: away, presence: away });
  return { ...later(member), env: { ...member.env, CLUSTER_GATEWAY: { getByName } as never } };
}
const ordersOf = async (member: Member, cluster_id: string) =>
  (await outboxRows.undelivered(member, cluster_id, { limit: 10 })).map(({ kind }) => kind);

describe.each(['revoked', 'removed'] as const)('a cluster that was %s while its object could not be told', (how) => {
  it('is cut by the object’s next alarm', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    const stub = gatewayOf(tenant.owner, tenant.tenant_id, identity.cluster_id);
    // What a welcome begins must be over: a drain that is still under way would tell the object at once.
    await stub.poke();
    await endCluster(cutOff(tenant.owner), { id: identity.cluster_id, how });
    expect(await ordersOf(tenant.owner, identity.cluster_id)).toContain('cluster_status');
    expect((await stub.presence()).state).toBe('connected');
    // The dead-man's switch, which is always set while a socket is open: five minutes go by.
    await runInDurableObject(stub, (_instance, state) => {
      state.storage.sql.exec("UPDATE state SET value = json_set(value, '$.presence', 0) WHERE name = 'due'");
    });
    await runDurableObjectAlarm(stub);
    expect((await stub.presence()).cause).toBe('cluster_revoked');
    expect((await connector.closed).code).toBe(4403);
    expect(await ordersOf(tenant.owner, identity.cluster_id)).not.toContain('cluster_status');
  });

  it('is refused for good when its connector comes again', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const first = await TestConnector.welcomed(identity);
    first.connector.close();
    await endCluster(cutOff(tenant.owner), { id: identity.cluster_id, how });
    const again = await TestConnector.connect(identity, boot());
    again.hello();
    expect((await again.closed).code).toBe(4403);
    expect((await (await TestConnector.connect(identity)).closed).code).toBe(4403);
  });
});

it('a confirmation that the object missed welcomes the waiting connector all the same', async () => {
  const tenant = await makeTenant();
  const identity = await enrolledCluster(tenant, { confirm: false });
  const connector = await TestConnector.connect(identity);
  connector.hello();
  await connector.next('refused');
  await confirmCluster(cutOff(tenant.owner), { id: identity.cluster_id, cluster_uid: CLUSTER_UID });
  await gatewayOf(tenant.owner, tenant.tenant_id, identity.cluster_id).poke();
  await connector.next('welcome');
  connector.close();
});

it('orders that come late or twice leave the last state', async () => {
  const tenant = await makeTenant();
  const identity = await enrolledCluster(tenant, { confirm: false });
  await confirmCluster(cutOff(tenant.owner), { id: identity.cluster_id, cluster_uid: CLUSTER_UID });
  await endCluster(cutOff(tenant.owner), { id: identity.cluster_id, how: 'revoked' });
  const stub = gatewayOf(tenant.owner, tenant.tenant_id, identity.cluster_id);
  await Promise.all([stub.poke(), stub.poke()]);
  expect((await stub.presence()).cause).toBe('cluster_revoked');
  expect(await ordersOf(tenant.owner, identity.cluster_id)).toEqual([]);
});
