import type { SeriesBody, SeriesBucket } from '@modekeeper/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { keys } from './keys.ts';

/** One workload's buckets as `GET /v1/clusters/{id}/series` answers them. */
export type WorkloadSeries = {
  workload: string;
  bucket_ms: number;
  /** Pods as last reported; null when not known. */
  pods: SeriesBody['pods'] | null;
  buckets: SeriesBucket[];
};
export type SeriesData = { workloads: WorkloadSeries[] };

/** Name of a target in the series: `apps/v1/Deployment/training/trainer`. */
export function workloadName(target: SeriesBody['target']): string {
  return `${target.apiVersion}/${target.kind}/${target.namespace}/${target.name}`;
}

/** Buckets of both, ascending by start, each start once: the later word holds (a bucket is sent again while it fills). */
export function mergeBuckets(known: readonly SeriesBucket[], added: readonly SeriesBucket[]): SeriesBucket[] {
  const byStart = new Map(known.map((bucket) => [bucket.start_ms, bucket]));
  for (const bucket of added) byStart.set(bucket.start_ms, bucket);
  return [...byStart.values()].sort((left, right) => left.start_ms - right.start_ms);
}

/** Adds live buckets to every series of the cluster in the cache that has the same width. */
export function addBuckets(
  queries: QueryClient,
  { cluster_id, organization_id }: { organization_id: string; cluster_id: string },
  body: SeriesBody,
): void {
  const name = workloadName(body.target);
  queries.setQueriesData<SeriesData>({ queryKey: keys.series(organization_id, cluster_id) }, (data) => {
    if (data === undefined) return data;
    const known = data.workloads.find(({ bucket_ms, workload }) => workload === name && bucket_ms === body.bucket_ms);
    if (known === undefined) {
      const fresh = { workload: name, bucket_ms: body.bucket_ms, pods: body.pods, buckets: body.buckets };
      const otherWidth = data.workloads.some(({ bucket_ms }) => bucket_ms !== body.bucket_ms);
      return otherWidth ? data : { workloads: [...data.workloads, fresh] };
    }
    const merged = { ...known, pods: body.pods, buckets: mergeBuckets(known.buckets, body.buckets) };
    return { workloads: data.workloads.map((one) => (one === known ? merged : one)) };
  });
}
