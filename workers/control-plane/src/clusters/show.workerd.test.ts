import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { clusterRows } from '@modekeeper/db';
import { describe, expect, it } from 'vitest';
import { boot, enrolledCluster, type Identity, TestConnector, ulid } from '../../test/connector.workerd.ts';
import { eventually, sealedPlan } from '../../test/documents.workerd.ts';
import { later, makeTenant, type Tenant } from '../../test/tenant.workerd.ts';
import { gatewayOf } from '../gateway/client.ts';
import { createCluster } from './create.ts';
import { showCluster } from './show.ts';

const show = async (tenant: Tenant, id: string) => (await showCluster(later(tenant.owner), { id })).connection;
const stubOf = (tenant: Tenant, identity: Identity) => gatewayOf(tenant.owner, tenant.tenant_id, identity.cluster_id);

describe('the connection of a cluster', () => {
  it('is nothing before the first enrolment, and starts at zero after it', async () => {
    const tenant = await makeTenant();
    const created = await createCluster(later(tenant.owner), { environment_id: tenant.environment_id, name: 'new' });
    expect(await show(tenant, created.id)).toBeNull();
    const identity = await enrolledCluster(tenant);
    const connection = await show(tenant, identity.cluster_id);
    expect(connection).toMatchObject({ connected_since: null, duplicate_identity: false, parked: [], parked_retry_at: null });
    expect(connection?.counters).toMatchObject({ frames_refused: 0, frames_unknown: 0, divergences: 0, digest_mismatches: 0 });
  });

  it('counts what was refused, not known, missing or too large, and what did not fit the plan', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { connector } = await TestConnector.welcomed(identity);
    connector.raw('{"not": "a frame"}');
    connector.raw(JSON.stringify(connector.frame('something_of_tomorrow', {}, null)));
    connector.raw(JSON.stringify(connector.frame('finding', {}, 7)));
    connector.raw('x'.repeat(1_048_577));
    const sealed = await sealedPlan(tenant, identity);
    connector.send('plan_proposed', { plan_id: sealed.plan_id, envelope: sealed.envelope });
    const event = { plan_id: sealed.plan_id, revision: 1, from: 'proposed', to: 'confirmed', reason: null, at_ms: 1 } as const;
    connector.send('plan_event', event);
    const unsigned = { ...sealed.envelope, signatures: [{ keyid: identity.key_id, sig: 'AAAA' }] };
    connector.send('plan_proposed', { plan_id: sealed.plan_id, envelope: unsigned });
    const counted = await eventually(
      async () => (await show(tenant, identity.cluster_id))?.counters,
      (counters) => (counters?.documents_refused ?? 0) > 0,
    );
    expect(counted).toMatchObject({
      connections: 1,
      frames_unknown: 1,
      frames_oversized: 1,
      divergences: 1,
      documents_refused: 1,
    });
    expect(counted?.frames_refused).toBeGreaterThan(0);
    expect((await show(tenant, identity.cluster_id))?.connected_since).not.toBeNull();
    connector.close();
  });

  it('names a frame that was put aside, keeps it, and records it when it can be recorded', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const stub = stubOf(tenant, identity);
    (await TestConnector.welcomed(identity, boot())).connector.close();
    await eventually(
      async () => (await stub.view())?.queues.inbox_waiting,
      (waiting) => waiting === 0,
    );
    const frame_id = ulid();
    await runInDurableObject(stub, async (_object, state) => {
      // Seven attempts failed; the eighth puts it aside.
      state.storage.sql.exec(
        "INSERT INTO inbox (frame_id, type, body, received_ms, attempts) VALUES (?, 'of_an_older_version', '{}', 1, 7)",
        frame_id,
      );
      state.storage.sql.exec("UPDATE state SET value = '{\"project\":1}' WHERE name = 'due'");
      await state.storage.setAlarm(Date.now() + 60_000);
    });
    await runDurableObjectAlarm(stub);
    const parked = await show(tenant, identity.cluster_id);
    expect(parked).toMatchObject({
      queues: { inbox_waiting: 0, inbox_parked: 1 },
      counters: { frames_parked: 1 },
      parked: [{ type: 'of_an_older_version', reason: 'Error', attempts: 8 }],
    });
    const wait_ms = Date.parse(parked?.parked_retry_at ?? '') - Date.now();
    expect(wait_ms / 60_000).toBeGreaterThan(55);
    // A deploy that knows the type, and an hour later.
    await runInDurableObject(stub, async (_object, state) => {
      const body = JSON.stringify({ mode: 'verify', chart_version: '9.9.9' });
      state.storage.sql.exec("UPDATE inbox SET type = 'internal:hello', body = ? WHERE frame_id = ?", body, frame_id);
      state.storage.sql.exec("UPDATE state SET value = json_set(value, '$.parked', 1) WHERE name = 'due'");
    });
    await runDurableObjectAlarm(stub);
    expect((await show(tenant, identity.cluster_id))?.queues).toMatchObject({ inbox_waiting: 0, inbox_parked: 0 });
    expect((await clusterRows.find(tenant.owner, identity.cluster_id))?.chart_version).toBe('9.9.9');
  });
});
