import { BUCKET_MS, type SeriesBucket } from '@modekeeper/contracts';

type Weighted = { readonly value: number; readonly weight: number };
type Mean = 'loss_mean' | 'throughput_mean' | 'gpu_util_pct_mean' | 'gpu_mem_util_pct_mean';

function weighted(buckets: readonly SeriesBucket[], pick: (bucket: SeriesBucket) => number | null): Weighted[] {
  return buckets.flatMap((bucket) => {
    const value = pick(bucket);
    return value === null ? [] : [{ value, weight: bucket.count }];
  });
}

function weightedMean(parts: readonly Weighted[]): number | null {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return null;
  const values = parts.map(({ value }) => value);
  const mean = parts.reduce((sum, { value, weight }) => sum + value * (weight / total), 0);
  // Rounding must not push a mean outside what was measured.
  return Math.min(Math.max(mean, Math.min(...values)), Math.max(...values));
}

/** The smallest value at or below which at least the share `q` of the weight lies. */
function weightedQuantile(parts: readonly Weighted[], q: number): number | null {
  const sorted = parts.toSorted((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let reached = 0;
  for (const { value, weight } of sorted) {
    reached += weight;
    if (reached >= q * total) return value;
  }
  return null;
}

function mergeGroup(start_ms: number, buckets: readonly SeriesBucket[]): SeriesBucket {
  const mean = (key: Mean): number | null => weightedMean(weighted(buckets, (bucket) => bucket[key]));
  const least = weighted(buckets, (bucket) => bucket.step_time_ms.min).map(({ value }) => value);
  const most = weighted(buckets, (bucket) => bucket.step_time_ms.max).map(({ value }) => value);
  return {
    start_ms,
    count: buckets.reduce((sum, { count }) => sum + count, 0),
    step_time_ms: {
      median: weightedQuantile(
        weighted(buckets, (bucket) => bucket.step_time_ms.median),
        0.5,
      ),
      p95: weightedQuantile(
        weighted(buckets, (bucket) => bucket.step_time_ms.p95),
        0.95,
      ),
      min: least.length === 0 ? null : Math.min(...least),
      max: most.length === 0 ? null : Math.max(...most),
    },
    loss_mean: mean('loss_mean'),
    throughput_mean: mean('throughput_mean'),
    gpu_util_pct_mean: mean('gpu_util_pct_mean'),
    gpu_mem_util_pct_mean: mean('gpu_mem_util_pct_mean'),
    effective_knobs: Object.assign({}, ...buckets.map(({ effective_knobs }) => effective_knobs)),
  };
}

/**
 * Fine buckets as coarse ones. `count`, `min` and `max` are exact; means are weighted by the samples of each bucket; median
 * and p95 are weighted quantiles of the fine buckets' medians and p95s (exact for equal buckets, never outside min..max);
 * `effective_knobs` are the last reported. Merging twice gives the same for everything but the two quantiles.
 */
export function mergeBuckets(fine: readonly SeriesBucket[], bucket_ms: number = BUCKET_MS.coarse): SeriesBucket[] {
  const inOrder = fine.toSorted((a, b) => a.start_ms - b.start_ms);
  const groups = Map.groupBy(inOrder, ({ start_ms }) => Math.floor(start_ms / bucket_ms) * bucket_ms);
  return [...groups].map(([start_ms, group]) => mergeGroup(start_ms, group));
}
