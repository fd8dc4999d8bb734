import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { auditRows } from '@modekeeper/db';
import { describe, expect, it } from 'vitest';
import { boot, enrolledCluster, type Identity, TestConnector } from '../../test/connector.workerd.ts';
import { eventually } from '../../test/documents.workerd.ts';
import { makeTenant, type Tenant } from '../../test/tenant.workerd.ts';
import { gatewayOf } from './client.ts';

const finding = (detail: string) => ({
  ...{ kind: 'notice' as const, code: 'not_enough_samples', target: null, detail, changes: [], signals: [], at_ms: 1 },
});
const heartbeat = {
  kill: { active: false, signal: null, epoch: 0, sources: [] },
  clock: { now_ms: 1, api_server_offset_ms: null },
  open_plans: [],
};
const objectOf = (tenant: Tenant, identity: Identity) => gatewayOf(tenant.owner, identity.tenant_id, identity.cluster_id);
const details = async (tenant: Tenant, identity: Identity) =>
  (await objectOf(tenant, identity).view())?.findings.map(({ body }) => body.detail) ?? [];

async function started(): Promise<{ tenant: Tenant; identity: Identity; connector: TestConnector }> {
  const tenant = await makeTenant();
  const identity = await enrolledCluster(tenant);
  return { tenant, identity, connector: (await TestConnector.welcomed(identity)).connector };
}

describe('frames from a connector', () => {
  it('are stored once and in order, duplicates and a gap included, and acknowledged with the highest contiguous number', async () => {
    const { connector, identity, tenant } = await started();
    connector.send('finding', finding('a'));
    connector.send('finding', finding('b'));
    connector.send('finding', finding('b again'), 2);
    connector.send('finding', finding('after a gap'), 5);
    expect((await connector.next('refused')).body.code).toBe('sequence_gap');
    connector.send('finding', finding('c'), 3);
    expect((await connector.acked(3)).seq).toBe(3);
    expect(
      await eventually(
        () => details(tenant, identity),
        (all) => all.length === 3,
      ),
    ).toEqual(['a', 'b', 'c']);
    connector.close();
  });

  it('go on from the cursor after a reconnect, and from 1 with the stream of a new boot', async () => {
    const { connector, identity } = await started();
    connector.send('finding', finding('a'));
    await connector.acked(1);
    connector.close();
    const again = await TestConnector.welcomed(identity, connector.boot);
    expect(again.welcome.cursors.up).toBe(1);
    again.connector.close();
    const reborn = await TestConnector.welcomed(identity, boot());
    expect(reborn.welcome.cursors.up).toBe(0);
    reborn.connector.close();
  });

  it('survive the eviction of the object: nothing is lost, nothing doubled, the socket stays', async () => {
    const { connector, identity, tenant } = await started();
    for (const detail of ['a', 'b']) connector.send('finding', finding(detail));
    await connector.acked(2);
    await evictDurableObject(objectOf(tenant, identity));
    connector.send('finding', finding('b again'), 2);
    connector.send('finding', finding('c'));
    expect((await connector.acked(3)).seq).toBe(3);
    expect(
      await eventually(
        () => details(tenant, identity),
        (all) => all.length === 3,
      ),
    ).toEqual(['a', 'b', 'c']);
    connector.close();
  });

  it('of an unknown type are counted and dropped, numbered ones acknowledged too', async () => {
    const { connector, identity, tenant } = await started();
    connector.boot.seq = 1;
    connector.raw(JSON.stringify(connector.frame('from_the_future', { anything: true }, 1)));
    connector.raw(JSON.stringify(connector.frame('from_the_future', null, null)));
    connector.send('finding', finding('behind it'));
    expect((await connector.acked(2)).seq).toBe(2);
    expect((await objectOf(tenant, identity).view())?.counters.frames_unknown).toBe(2);
    connector.close();
  });

  it('that are malformed or too large are refused by name and counted, and never hold up those behind them', async () => {
    const { connector, identity, tenant } = await started();
    connector.raw('{"v":1');
    expect((await connector.next('refused')).body.code).toBe('invalid_json');
    connector.raw(JSON.stringify({ v: 1, type: 'finding', filler: 'x'.repeat(1_048_576) }));
    expect((await connector.next('refused')).body.code).toBe('payload_too_large');
    connector.raw(JSON.stringify({ ...connector.frame('finding', { kind: 'nonsense' }, 1) }));
    expect((await connector.next('refused')).body.code).toBe('frame_invalid');
    connector.boot.seq = 1;
    connector.send('finding', finding('good'));
    expect((await connector.acked(2)).seq).toBe(2);
    expect((await objectOf(tenant, identity).view())?.counters).toMatchObject({ frames_refused: 2, frames_oversized: 1 });
    connector.close();
  });

  it('end the connection with 4429 and seconds to wait when twenty of them could not be read', async () => {
    const { connector } = await started();
    for (let index = 0; index < 20; index += 1) connector.raw('not json');
    expect(await connector.closed).toEqual({ code: 4429, reason: '60' });
  });

  it('of a stream that hello did not name are refused', async () => {
    const { connector } = await started();
    connector.raw(JSON.stringify({ ...connector.frame('finding', finding('x'), 1), stream: boot().stream }));
    expect((await connector.next('refused')).body.code).toBe('stream_unknown');
    connector.close();
  });
});

describe('frames to a connector', () => {
  it('start a new stream at 1 for a journal that does not hold what was acknowledged, and go on for one that does', async () => {
    const { connector, identity, tenant } = await started();
    await connector.next('state_report');
    await eventually(
      async () => (await objectOf(tenant, identity).view())?.queues.outbox_unacknowledged,
      (left) => left === 0,
    );
    connector.close();
    const known = await TestConnector.welcomed(identity, connector.boot);
    expect(known.welcome.streams.down).toBe(connector.boot.held?.stream);
    expect(known.welcome.cursors.down).toBe(connector.boot.held?.seq);
    known.connector.acks = false;
    await objectOf(tenant, identity).setKill({
      ...{ id: 'kil_01AAAAAAAAAAAAAAAAAAAAAAAA', active: true, reason: '', actor: 'control_plane' },
      scope: { type: 'cluster', id: identity.cluster_id },
    });
    expect((await known.connector.next('kill_set')).seq).toBe((connector.boot.held?.seq ?? 0) + 1);
    known.connector.close();
    const lost = await TestConnector.welcomed(identity, boot());
    expect(lost.welcome.streams.down).not.toBe(connector.boot.held?.stream);
    expect(lost.welcome.cursors.down).toBe(0);
    expect((await lost.connector.next('kill_set')).seq).toBe(1);
    expect((await lost.connector.next('state_report')).seq).toBe(2);
    lost.connector.close();
  });
});

describe('the duplicate rule', () => {
  it('replaces an old connection whose process does not answer within 3 s', async () => {
    const { connector, identity } = await started();
    connector.alive = false;
    const { connector: newer } = await TestConnector.welcomed(identity, boot());
    expect(await connector.closed).toMatchObject({ reason: 'replaced' });
    newer.send('finding', finding('x'));
    await newer.acked(1);
    newer.close();
  });

  it('refuses the newer of two that both answer, with 4409, and flags them', async () => {
    const { connector, identity, tenant } = await started();
    const newer = await TestConnector.connect(identity, boot());
    newer.hello();
    expect(await newer.closed).toEqual({ code: 4409, reason: 'duplicate_identity' });
    expect(await objectOf(tenant, identity).presence()).toMatchObject({ state: 'connected', duplicate_identity: true });
    const audited = () => auditRows.list(tenant.owner, { action: 'connector.duplicate_identity' }, { limit: 10 });
    await eventually(audited, ({ items }) => items.length === 1);
    connector.send('finding', finding('still here'));
    await connector.acked(1);
    connector.close();
  });

  it('replaces at once a connection of the same boot: a network that came back', async () => {
    const { connector, identity } = await started();
    const { connector: newer } = await TestConnector.welcomed(identity, connector.boot);
    expect(await connector.closed).toMatchObject({ reason: 'replaced' });
    newer.close();
  });
});

describe('cost', () => {
  it('heartbeats are answered without waking the object, and keep the lease fresh', async () => {
    const { connector, identity, tenant } = await started();
    const stub = objectOf(tenant, identity);
    const before = (await stub.view())?.counters.wakes ?? 0;
    await evictDurableObject(stub);
    for (let beat = 1; beat <= 5; beat += 1) {
      connector.raw('hb');
      await eventually(
        async () => connector.texts.filter((text) => text === 'hb').length,
        (count) => count === beat,
      );
    }
    // The look itself is the one wake.
    expect((await stub.view())?.counters.wakes).toBe(before + 1);
    expect((await stub.presence()).state).toBe('connected');
    connector.close();
  });

  it('a connector that reports every 5 min never triggers the presence alarm', async () => {
    const { connector, identity, tenant } = await started();
    connector.send('heartbeat', heartbeat);
    await connector.next('ack');
    const alarm = () => runInDurableObject(objectOf(tenant, identity), async (_object, state) => state.storage.getAlarm());
    await eventually(alarm, (at_ms) => (at_ms ?? 0) > Date.now() + 301_000);
    connector.close();
  });

  it('its report of kill sources and clock is shown with its age', async () => {
    const { connector, identity, tenant } = await started();
    const stub = objectOf(tenant, identity);
    expect((await stub.view())?.reported).toBeNull();
    connector.send('heartbeat', { ...heartbeat, clock: { ...heartbeat.clock, api_server_offset_ms: -1_500 } });
    await connector.next('ack');
    expect((await stub.view())?.reported).toEqual({ at_ms: expect.any(Number), api_server_offset_ms: -1_500 });
    connector.close();
  });

  it('has no alarm left when the connector is gone and nothing waits', async () => {
    const { connector, identity, tenant } = await started();
    const stub = objectOf(tenant, identity);
    await eventually(
      async () => (await stub.view())?.queues.inbox_waiting,
      (waiting) => waiting === 0,
    );
    connector.close();
    await eventually(
      () => stub.presence(),
      ({ cause }) => cause === 'socket_closed',
    );
    await runInDurableObject(stub, async (_object, state) => {
      state.storage.sql.exec("UPDATE state SET value = '{\"presence\":1}' WHERE name = 'due'");
      await state.storage.setAlarm(Date.now() + 60_000);
    });
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect(await runInDurableObject(stub, async (_object, state) => state.storage.getAlarm())).toBeNull();
  });
});

describe('series', () => {
  it('are kept and read back by workload, each bucket once', async () => {
    const { connector, identity, tenant } = await started();
    const start_ms = Math.floor(Date.now() / 10_000) * 10_000 - 60_000;
    const bucket = (at_ms: number, median: number) => ({
      ...{
        start_ms: at_ms,
        count: 5,
        loss_mean: null,
        throughput_mean: null,
        gpu_util_pct_mean: null,
        gpu_mem_util_pct_mean: null,
      },
      step_time_ms: { median, p95: median, min: median, max: median },
      effective_knobs: { concurrency: { value: 1, applied_step: 7 } },
    });
    const target = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'training', name: 'trainer' };
    const send = (buckets: ReturnType<typeof bucket>[]) =>
      connector.send('series', { target, bucket_ms: 10_000, pods: { followed: 1, not_observed: 0 }, buckets });
    send([bucket(start_ms, 2_000), bucket(start_ms + 10_000, 2_000)]);
    send([bucket(start_ms + 10_000, 1_000), bucket(start_ms + 20_000, 1_000)]);
    connector.send('heartbeat', heartbeat);
    await connector.next('ack');
    const [answer, ...others] = await objectOf(tenant, identity).series({
      bucket_ms: 10_000,
      from_ms: start_ms,
      to_ms: start_ms + 60_000,
    });
    expect(others).toEqual([]);
    expect(answer).toMatchObject({ workload: 'apps/v1/Deployment/training/trainer', pods: { followed: 1, not_observed: 0 } });
    expect(answer?.buckets.map((one) => [one.start_ms - start_ms, one.step_time_ms.median])).toEqual([
      [0, 2_000],
      [10_000, 1_000],
      [20_000, 1_000],
    ]);
    connector.close();
  });
});
