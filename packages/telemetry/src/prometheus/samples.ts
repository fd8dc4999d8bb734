import type { Sample } from '@modekeeper/contracts';
import type { Series } from './series.ts';

/** Names that a query may have (contract page `cli`, "Additions"); `worker_latency_ms` is one series per worker, the others are one. */
export const QUERY_NAMES = [
  'step_time_ms',
  'loss',
  'throughput',
  'gpu_util_pct',
  'gpu_mem_util_pct',
  'worker_latency_ms',
] as const;
export type QueryName = (typeof QUERY_NAMES)[number];

/** What the queries gave; a name without a query is absent. */
export type QueriedSeries = Partial<Record<QueryName, readonly Series[]>>;

/** One sample per step of `step_time_ms` that has a usable value, in time order. */
export function seriesSamples(found: QueriedSeries): Sample[] {
  const stepTimes = [...(found.step_time_ms?.[0] ?? [])].filter(([, latency_ms]) => latency_ms > 0);
  stepTimes.sort(([left], [right]) => left - right);
  return stepTimes.map(([timestamp_ms, latency_ms]) => {
    const at = (name: QueryName) => found[name]?.[0]?.get(timestamp_ms) ?? null;
    const workers = (found.worker_latency_ms ?? []).flatMap((series) => series.get(timestamp_ms) ?? []);
    return {
      timestamp_ms,
      loss: at('loss'),
      latency_ms,
      throughput: Math.max(0, at('throughput') ?? 0),
      worker_latencies_ms: workers.length > 0 && workers.every((worker) => worker > 0) ? workers : [latency_ms],
      step: null,
      node: null,
      gpu_model: null,
      gpu_util_pct: at('gpu_util_pct'),
      gpu_mem_util_pct: at('gpu_mem_util_pct'),
    };
  });
}
