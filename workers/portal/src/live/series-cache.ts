import type { SeriesBody, SeriesBucket } from '@modekeeper/contracts';
import { BUCKET_MS } from '@modekeeper/contracts/bucket-widths';
import type { QueryClient } from '@tanstack/react-query';
import { keys, type SeriesSpan } from './keys.ts';

/** One workload's buckets as `GET /v1/clusters/{id}/series` answers them. */
export type WorkloadSeries = {
  workload: string;
  bucket_ms: number;
  /** Pods as last reported; null when not known. */
  pods: SeriesBody['pods'] | null;
  buckets: SeriesBucket[];
};
export type SeriesData = { workloads: WorkloadSeries[] };

/** What a series is whose key does not say: fine buckets, all of them. */
const UNSAID: SeriesSpan = { bucket_ms: BUCKET_MS.fine, span_ms: Number.POSITIVE_INFINITY };

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

/** The series after a live event. Buckets that have grown older than the span leave, or a page left open for a day would hold two. */
export function withBuckets(data: SeriesData, { bucket_ms, buckets, pods, target }: SeriesBody, span_ms: number): SeriesData {
  const workload = workloadName(target);
  const known = data.workloads.find((one) => one.workload === workload);
  const merged = mergeBuckets(known?.buckets ?? [], buckets);
  const oldest_ms = (merged.at(-1)?.start_ms ?? 0) - span_ms;
  const next = { workload, bucket_ms, pods, buckets: merged.filter(({ start_ms }) => start_ms >= oldest_ms) };
  return {
    workloads: known === undefined ? [...data.workloads, next] : data.workloads.map((one) => (one === known ? next : one)),
  };
}

/** Adds live buckets to every series of the cluster in the cache that has their width. */
export function addBuckets(queries: QueryClient, at: { organization_id: string; cluster_id: string }, body: SeriesBody): void {
  for (const query of queries.getQueryCache().findAll({ queryKey: keys.series(at.organization_id, at.cluster_id) })) {
    const said = query.queryKey.at(-1);
    const { bucket_ms, span_ms } = typeof said === 'object' && said !== null ? (said as SeriesSpan) : UNSAID;
    if (bucket_ms !== body.bucket_ms) continue;
    const add = () =>
      queries.setQueryData<SeriesData>(query.queryKey, (data) => (data === undefined ? data : withBuckets(data, body, span_ms)));
    add();
    // An answer that is on its way may have been read before these came: what it overwrites is added again.
    if (query.state.fetchStatus === 'fetching') void query.promise?.then(add, () => undefined);
  }
}
