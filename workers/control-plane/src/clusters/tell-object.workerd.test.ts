import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { clusterRows, outboxRows } from '@modekeeper/db';
import { generateKeyPair, keyidOf } from '@modekeeper/trust';
import { describe, expect, it } from 'vitest';
import { boot, CLUSTER_UID, enrolledCluster, enrollWith, TestConnector } from '../../test/connector.workerd.ts';
import { later, type Member, makeTenant, type Tenant } from '../../test/tenant.workerd.ts';
import { gatewayOf } from '../gateway/client.ts';
import { randomBytes } from '../platform/random.ts';
import { confirmCluster } from './confirm.ts';
import { createEnrollmentToken } from './create-token.ts';
import { endCluster } from './end.ts';

/** The same person while no object answers: calls to objects cross a network, and fail as it does. */
function cutOff(member: Member): Member {
  const away = () => Promise.reject(new Error('Network connection lost.'));
  const getByName = () => ({ setStatus: away, poke: away, presence: away });
  return { ...later(member), env: { ...member.env, CLUSTER_GATEWAY: { getByName } as never } };
}
async function keyOf(tenant: Tenant, cluster_id: string): Promise<{ key_id: string; public_key: string }> {
  const { key_id, public_key } = (await clusterRows.find(tenant.owner, cluster_id)) ?? {};
  if (key_id == null || public_key == null) throw new Error('not enrolled');
  return { key_id, public_key };
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

describe('calls that crossed on their way to the object', () => {
  const alarm = (tenant: Tenant, cluster_id: string) =>
    runDurableObjectAlarm(gatewayOf(tenant.owner, tenant.tenant_id, cluster_id));

  it('a registration or confirmation that a revocation overtook does not bring the cluster back', async () => {
    // Several times each: what comes late meets the object now before, now during, now after the drain that tells it of the revocation.
    for (const tell of Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? 'register' : 'setStatus'))) {
      const tenant = await makeTenant();
      const identity = await enrolledCluster(tenant);
      const stub = gatewayOf(tenant.owner, tenant.tenant_id, identity.cluster_id);
      const { key_id, public_key } = await keyOf(tenant, identity.cluster_id);
      await endCluster(later(tenant.owner), { id: identity.cluster_id, how: 'revoked' });
      await stub.poke();
      if (tell === 'setStatus') await stub.setStatus('active');
      else
        await stub.register({
          tenant_id: tenant.tenant_id,
          cluster_id: identity.cluster_id,
          key_id,
          public_key,
          status: 'active',
          cluster_uid: CLUSTER_UID,
        });
      await alarm(tenant, identity.cluster_id);
      expect((await (await TestConnector.connect(identity)).closed).code).toBe(4403);
    }
  });

  it('a registration that another key overtook does not bring the old key back', async () => {
    const tenant = await makeTenant();
    const old = await enrolledCluster(tenant);
    const before = await keyOf(tenant, old.cluster_id);
    const { token } = await createEnrollmentToken(later(tenant.owner), { id: old.cluster_id });
    const pair = await generateKeyPair(randomBytes);
    await enrollWith(token, pair);
    const stub = gatewayOf(tenant.owner, tenant.tenant_id, old.cluster_id);
    await stub.register({
      tenant_id: tenant.tenant_id,
      cluster_id: old.cluster_id,
      ...before,
      status: 'active',
      cluster_uid: CLUSTER_UID,
    });
    await alarm(tenant, old.cluster_id);
    expect((await (await TestConnector.connect(old)).closed).code).toBe(4401);
    const { connector } = await TestConnector.welcomed({ ...old, pair, key_id: keyidOf(pair.public_key) });
    connector.close();
  });
});
