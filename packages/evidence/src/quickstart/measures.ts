import type { Sample } from '@modekeeper/contracts';
import { maximum, median } from '@modekeeper/engine';

/** What a chart can show of a sample, in the order of the charts. */
export const MEASURES = ['step_time_ms', 'loss', 'throughput', 'worker_ratio', 'gpu_util_pct', 'gpu_mem_util_pct'] as const;
export type Measure = (typeof MEASURES)[number];

/** Values of a sample; null: the sample says nothing of it. */
export type Measured = Record<Measure, number | null> & { slowest_worker_ms: number; median_worker_ms: number };

/** A sample's values, each worked out once. */
export function measured(sample: Sample): Measured {
  const { gpu_mem_util_pct, gpu_util_pct, latency_ms, loss, throughput, worker_latencies_ms } = sample;
  const is_alone = worker_latencies_ms.length < 2;
  const slowest_worker_ms = maximum(worker_latencies_ms);
  const median_worker_ms = is_alone ? slowest_worker_ms : median(worker_latencies_ms);
  return {
    step_time_ms: latency_ms,
    loss,
    // A source that knows no throughput says 0.
    throughput: throughput > 0 ? throughput : null,
    // A single worker is compared with nobody.
    worker_ratio: is_alone ? null : slowest_worker_ms / median_worker_ms,
    gpu_util_pct,
    gpu_mem_util_pct,
    slowest_worker_ms,
    median_worker_ms,
  };
}
