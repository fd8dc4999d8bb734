import { runInDurableObject } from 'cloudflare:test';
import { fleetRows } from '@modekeeper/db';
import { expect, it } from 'vitest';
import { boot, enrolledCluster, TestConnector } from '../../test/connector.workerd.ts';
import { eventually } from '../../test/documents.workerd.ts';
import { databaseFault } from '../../test/faults.workerd.ts';
import { later, makeTenant } from '../../test/tenant.workerd.ts';
import { endCluster } from '../clusters/end.ts';
import { reconnectSpread } from '../gateway/backoff.ts';
import { gatewayOf } from '../gateway/client.ts';
import { readState } from '../gateway/store/state.ts';
import { fleetSize } from './fleet-size.ts';
import { platformDatabase } from './placement.ts';

const HOUR_MS = 3_600_000;

it('the fleet is counted once for two hours, and a cluster that ended does not count', async () => {
  const tenant = await makeTenant();
  const platform = platformDatabase(tenant.owner.config);
  const identity = await enrolledCluster(tenant);
  // Other suites share the database: a time of their own keeps their counts apart.
  const now_ms = Date.now() + 10 * HOUR_MS;
  const { value: before } = await fleetRows.recount(platform, now_ms);
  expect(before).toBeGreaterThan(0);
  expect(await fleetSize(platform, now_ms + 2 * HOUR_MS - 1)).toBe(before);
  await endCluster(later(tenant.owner), { id: identity.cluster_id, how: 'revoked' });
  expect((await fleetRows.findCount(platform))?.counted_at_ms).toBe(now_ms);
  await fleetSize(platform, now_ms + 2 * HOUR_MS);
  expect((await fleetRows.findCount(platform))?.counted_at_ms).toBe(now_ms + 2 * HOUR_MS);
});

it('a welcome carries the spread of the fleet as it was counted before, without waiting for a database', async () => {
  const tenant = await makeTenant();
  const identity = await enrolledCluster(tenant);
  const first = await TestConnector.welcomed(identity);
  expect(first.welcome.reconnect_spread_ms).toBe(10_000);
  const stub = gatewayOf(tenant.owner, tenant.tenant_id, identity.cluster_id);
  const known = await eventually(
    () => runInDurableObject(stub, (_object, state) => readState(state.storage.sql, 'fleet')),
    (fleet) => fleet !== undefined,
  );
  first.connector.close();
  const restore = await databaseFault('platform_counts', { kind: 'away' });
  const second = await TestConnector.welcomed(identity, boot());
  await restore();
  expect(second.welcome.reconnect_spread_ms).toBe(reconnectSpread(known?.value ?? null));
  second.connector.close();
});
