import { useQuery } from '@tanstack/react-query';
import type { Api } from '../../api/types.ts';
import { type WorkloadSeries, workloadName } from '../../live/series-cache.ts';
import { useLiveSnapshot } from '../../live/use-live.ts';
import { useScope } from '../../session/organization.ts';
import { seriesQuery } from '../queries.ts';
import type { Range } from './ranges.ts';

export type Workload = { key: string; namespace: string; name: string; series: WorkloadSeries | null };

/** Workloads of a cluster: those with buckets in the range, and those that the connector is configured for. */
export function useWorkloads(cluster: Api<'Cluster'>, range: Range) {
  const { organization } = useScope();
  const series = useQuery({ ...seriesQuery(organization.id, cluster.id, range), enabled: cluster.state !== 'pending' });
  const targets = useLiveSnapshot(cluster.id)?.hello?.targets ?? [];
  const bySeries = new Map((series.data?.workloads ?? []).map((one) => [one.workload, one]));
  // Before the series is known, nothing can be said of a workload: not that it has samples, nor that it has none.
  const named = series.data === undefined ? [] : targets;
  const names = new Set([...named.map(({ target }) => workloadName(target)), ...bySeries.keys()]);
  const workloads: Workload[] = [...names].sort().map((key) => {
    const [, , , namespace = '', name = ''] = key.split('/');
    return { key, namespace, name, series: bySeries.get(key) ?? null };
  });
  return { workloads, error: series.error, pending: series.isPending, refetch: series.refetch };
}
