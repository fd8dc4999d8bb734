import type { Sample } from '@modekeeper/contracts';
import { median } from '@modekeeper/engine';

/** What a chart can show of a sample, in the order of the charts. */
export const MEASURES = ['step_time_ms', 'loss', 'throughput', 'worker_ratio', 'gpu_util_pct', 'gpu_mem_util_pct'] as const;
export type Measure = (typeof MEASURES)[number];

/** A sample's value of a measure; null: the sample says nothing of it. */
export function measureOf(sample: Sample, measure: Measure): number | null {
  switch (measure) {
    case 'step_time_ms':
      return sample.latency_ms;
    case 'worker_ratio':
      return workerRatio(sample.worker_latencies_ms);
    // A source that knows no throughput says 0.
    case 'throughput':
      return sample.throughput > 0 ? sample.throughput : null;
    default:
      return sample[measure];
  }
}

/** The slowest worker against the median one; a single worker is compared with nobody. */
function workerRatio(latencies_ms: readonly number[]): number | null {
  if (latencies_ms.length < 2) return null;
  return Math.max(...latencies_ms) / median(latencies_ms);
}
