import type { WorkloadSeries } from '../../live/series-cache.ts';

/** The connector proposes nothing from fewer (connector.md, "Observation in the connector"). */
export const MIN_SAMPLES = 12;
const WINDOW_MS = 60_000;
/** A bucket of the socket comes after it has ended, so the newest minute is looked for a little further back. */
const DELAY_MS = 15_000;

export type Observed = {
  workload: string;
  /** Samples in the last minute, as far as buckets have arrived. */
  samples: number;
  step_time_ms: number | null;
  loss: number | null;
  throughput: number | null;
  gpu_util_pct: number | null;
  newest_ms: number;
};

/** The newest word of each workload that was observed. */
export function observedNow(
  series: readonly Pick<WorkloadSeries, 'bucket_ms' | 'buckets' | 'workload'>[],
  now_ms: number,
): Observed[] {
  return series.flatMap(({ bucket_ms, buckets, workload }) => {
    const newest = buckets.findLast(({ count }) => count > 0);
    if (newest === undefined) return [];
    const recent = buckets.filter(({ start_ms }) => start_ms >= now_ms - WINDOW_MS - DELAY_MS);
    return [
      {
        workload,
        samples: recent.reduce((sum, { count }) => sum + count, 0),
        step_time_ms: newest.step_time_ms.median,
        loss: newest.loss_mean,
        throughput: newest.throughput_mean,
        gpu_util_pct: newest.gpu_util_pct_mean,
        newest_ms: newest.start_ms + bucket_ms,
      },
    ];
  });
}
