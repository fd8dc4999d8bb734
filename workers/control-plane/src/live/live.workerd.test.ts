import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { exports } from 'cloudflare:workers';
import { identityRows } from '@modekeeper/db';
import { describe, expect, it } from 'vitest';
import { boot, enrolledCluster, type Identity, ORIGIN, TestConnector } from '../../test/connector.workerd.ts';
import { eventually } from '../../test/documents.workerd.ts';
import { addMember, later, makeTenant, type Tenant } from '../../test/tenant.workerd.ts';
import { watch } from '../../test/watcher.workerd.ts';
import { gatewayOf } from '../gateway/client.ts';
import { SOCKETS_OF_ONE_PERSON } from './portal-socket.ts';
import { showSeries } from './series.ts';

const objectOf = (tenant: Tenant, { cluster_id }: Identity) => gatewayOf(tenant.owner, tenant.tenant_id, cluster_id);

const finding = (detail: string) => ({
  kind: 'notice' as const,
  code: 'x',
  target: null,
  detail,
  changes: [],
  signals: [],
  at_ms: 1,
});

describe("the portal's live socket", () => {
  it('gives a snapshot first, then events that go on from its number without a gap', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    connector.send('finding', finding('before'));
    await eventually(
      async () => (await objectOf(tenant, identity).view())?.findings.length,
      (count) => count === 1,
    );
    const { events, ws } = await watch(tenant, identity, tenant.owner);
    expect(events[0]).toMatchObject({
      type: 'snapshot',
      body: { presence: { state: 'connected' }, findings: [{ body: { detail: 'before' } }] },
    });
    for (const detail of ['one', 'two']) connector.send('finding', finding(detail));
    await eventually(
      async () => events.length,
      (count) => count === 3,
    );
    const from = events[0]?.seq ?? 0;
    expect(events.slice(1).map(({ body, seq, type }) => [type, seq, body.detail])).toEqual([
      ['finding', from + 1, 'one'],
      ['finding', from + 2, 'two'],
    ]);
    ws.close();
    connector.close();
  });

  it('tells an open page when a connector comes back with another passport', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const itsBoot = boot();
    const { connector } = await TestConnector.welcomed(identity, itsBoot);
    const { events, ws } = await watch(tenant, identity, tenant.owner);
    connector.close();
    const target = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'train', name: 'trainer' } as const;
    const targets = [{ target, passport_digest: 'a'.repeat(64) }];
    const { connector: again } = await TestConnector.welcomed(identity, { ...itsBoot, boot_id: boot().boot_id }, { targets });
    await eventually(
      async () => events.find(({ type }) => type === 'hello')?.body.targets,
      (said) => said !== undefined,
    );
    expect(events.find(({ type }) => type === 'hello')).toMatchObject({ seq: null, body: { targets } });
    ws.close();
    again.close();
  });

  it('turns live buckets on with the first watcher and off with the last', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    const first = await watch(tenant, identity, tenant.owner);
    expect((await connector.next('watch')).body).toEqual({ on: true });
    const second = await watch(tenant, identity, tenant.owner);
    first.ws.close(1000, 'bye');
    await first.closed;
    second.ws.close(1000, 'bye');
    expect((await connector.next('watch')).body).toEqual({ on: false });
    connector.close();
  });

  it('is cut when its session ends, at once when told and at the next check when not', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const told = await watch(tenant, identity, tenant.owner);
    await objectOf(tenant, identity).cutSessions({ session_id: tenant.owner.session.id });
    expect(await told.closed).toEqual({ code: 4401, reason: 'signed_out' });
    const untold = await watch(tenant, identity, tenant.owner);
    await identityRows.endSession(tenant.owner.platform, tenant.owner.user.id, tenant.owner.session.id);
    await runInDurableObject(objectOf(tenant, identity), async (_object, state) => {
      state.storage.sql.exec("UPDATE state SET value = json_set(value, '$.sessions', 1) WHERE name = 'due'");
    });
    await runDurableObjectAlarm(objectOf(tenant, identity));
    expect(await untold.closed).toEqual({ code: 4401, reason: 'signed_out' });
  });

  it('of one person cannot take the place of everybody else’s: there is a limit, and others still get in', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    for (let open = 0; open < SOCKETS_OF_ONE_PERSON; open += 1) await watch(tenant, identity, tenant.owner);
    await expect(watch(tenant, identity, tenant.owner)).rejects.toThrow('no socket: 429');
    const other = await watch(tenant, identity, await addMember(tenant, 'viewer'));
    await objectOf(tenant, identity).cutSessions({ user_id: tenant.owner.user.id });
    (await watch(tenant, identity, tenant.owner)).ws.close();
    other.ws.close();
  });

  it('takes nothing from the browser: what it sends changes nothing', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    const { events, ws } = await watch(tenant, identity, tenant.owner);
    const before = (await objectOf(tenant, identity).view())?.counters;
    ws.send(JSON.stringify(connector.frame('finding', finding('from a browser'), 1)));
    connector.send('finding', finding('from the connector'));
    await eventually(
      async () => events.length,
      (count) => count === 2,
    );
    expect(events[1]?.body.detail).toBe('from the connector');
    expect((await objectOf(tenant, identity).view())?.counters.frames_durable ?? 0).toBe((before?.frames_durable ?? 0) + 1);
    ws.close();
    connector.close();
  });

  it('cannot be opened without a session, and its series are not found for another organization', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const path = `${ORIGIN}/v1/clusters/${identity.cluster_id}/live?organization=${tenant.tenant_id}`;
    expect((await exports.default.fetch(path, { headers: { Upgrade: 'websocket' } })).status).toBe(401);
    const stranger = (await makeTenant()).owner;
    await expect(showSeries(later(stranger), { id: identity.cluster_id, bucket: 'fine' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(
      showSeries(later(tenant.owner), { id: identity.cluster_id, bucket: 'fine', from_ms: 5, to_ms: 5 }),
    ).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await showSeries(later(tenant.owner), { id: identity.cluster_id, bucket: 'fine' })).toEqual({ workloads: [] });
  });
});
