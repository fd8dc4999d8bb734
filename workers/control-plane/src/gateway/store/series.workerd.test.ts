import { runInDurableObject } from 'cloudflare:test';
import { BUCKET_MS } from '@modekeeper/contracts';
import { expect, it } from 'vitest';
import { enrolledCluster } from '../../../test/connector.workerd.ts';
import { makeTenant } from '../../../test/tenant.workerd.ts';
import { gatewayOf } from '../client.ts';
import { storeSeries } from './series.ts';
import { readState } from './state.ts';

it('pods are remembered of the workloads that changed last, so that names without end never fill the row that holds them', async () => {
  const tenant = await makeTenant();
  const { cluster_id } = await enrolledCluster(tenant);
  const names = await runInDurableObject(
    gatewayOf(tenant.owner, tenant.tenant_id, cluster_id),
    (_object, { storage: { sql } }) => {
      const pods = (followed: number) => ({ followed, not_observed: 0 });
      const told = (name: string, followed: number) => {
        const target = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'train', name } as const;
        storeSeries(sql, { target, bucket_ms: BUCKET_MS.fine, pods: pods(followed), buckets: [] }, 1);
      };
      told('kept', 1);
      for (let n = 0; n < 499; n += 1) told(`w-${n}`, 1);
      told('kept', 2);
      for (let n = 499; n < 600; n += 1) told(`w-${n}`, 1);
      return Object.keys(readState(sql, 'pods') ?? {});
    },
  );
  expect(names).toHaveLength(500);
  expect(names).toContain('apps/v1/Deployment/train/kept');
  expect(names).toContain('apps/v1/Deployment/train/w-599');
  expect(names).not.toContain('apps/v1/Deployment/train/w-0');
});
