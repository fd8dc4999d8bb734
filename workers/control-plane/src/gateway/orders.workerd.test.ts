import { runInDurableObject } from 'cloudflare:test';
import { isModeKeeperError } from '@modekeeper/contracts';
import { outboxRows } from '@modekeeper/db';
import { describe, expect, it } from 'vitest';
import { enrolledCluster, type Identity, TestConnector } from '../../test/connector.workerd.ts';
import { makeTenant, type Tenant } from '../../test/tenant.workerd.ts';
import { newId } from '../platform/random.ts';
import { gatewayOf } from './client.ts';
import type { ClusterGateway } from './cluster-gateway.ts';
import type { KillCommand } from './kill-state.ts';

const objectOf = (tenant: Tenant, { cluster_id }: Identity) => gatewayOf(tenant.owner, tenant.tenant_id, cluster_id);
const waiting = async (tenant: Tenant, { cluster_id }: Identity) =>
  (await outboxRows.undelivered(tenant.owner, cluster_id, { limit: 200 })).map(({ kind }) => kind);

async function order(tenant: Tenant, { cluster_id }: Identity, kind: string, body: Record<string, unknown>): Promise<void> {
  const row = { id: newId('obx'), cluster_id, kind, body, created_at_ms: Date.now() };
  const { args, sql } = outboxRows.insert(tenant.owner, row);
  await tenant.owner.database.client.execute({ sql, args });
}
const stop = (identity: Identity) => ({
  id: newId('kil'),
  scope: { type: 'cluster', id: identity.cluster_id },
  active: true,
  reason: 'stop',
  actor: 'control_plane',
});

describe('an order that cannot be carried out', () => {
  it('holds up none behind it, cuts no socket, and waits where it is', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    await objectOf(tenant, identity).poke();
    // What a defect may leave: a command without a scope, and one whose text cannot be signed.
    await order(tenant, identity, 'kill_set', { id: newId('kil'), active: true, reason: '', actor: 'x' });
    await order(tenant, identity, 'kill_set', { ...stop(identity), scope: { type: 'cluster', id: ' ' } });
    await order(tenant, identity, 'kill_set', stop(identity));
    await objectOf(tenant, identity).poke();
    expect((await objectOf(tenant, identity).view())?.kill.active).toEqual([{ type: 'cluster', id: identity.cluster_id }]);
    await connector.next('kill_set');
    expect(await waiting(tenant, identity)).toEqual(['kill_set', 'kill_set']);
    expect((await objectOf(tenant, identity).presence()).state).toBe('connected');
    connector.close();
  });

  it('fails for whoever asked, and leaves the sockets of the object open', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    const unsignable = { ...stop(identity), reason: 'half \ud800' } as KillCommand;
    const outcome = await runInDurableObject(objectOf(tenant, identity), (object: ClusterGateway) =>
      object.setKill(unsignable).then(
        () => 'done',
        (error: unknown) => (isModeKeeperError(error) ? error.code : 'defect'),
      ),
    );
    expect(outcome).toBe('document_invalid');
    expect((await objectOf(tenant, identity).presence()).state).toBe('connected');
    connector.close();
  });
});

it('a stop reaches an object without a connector past any number of orders that wait for one', async () => {
  const tenant = await makeTenant();
  const identity = await enrolledCluster(tenant);
  await objectOf(tenant, identity).poke();
  for (let n = 0; n < 55; n += 1) {
    await order(tenant, identity, 'plan_close', { plan_id: newId('pl'), terminal: 'expired', reason: null, revision: 1 });
  }
  await order(tenant, identity, 'kill_set', stop(identity));
  await objectOf(tenant, identity).poke();
  expect((await objectOf(tenant, identity).view())?.kill.active).toEqual([{ type: 'cluster', id: identity.cluster_id }]);
  expect(await waiting(tenant, identity)).toHaveLength(55);
});
