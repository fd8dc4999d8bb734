import type { Sample } from '@modekeeper/contracts';

/** A quiet sample for tests: one worker, constant step time, no loss, no GPU values. */
export function sampleAt(timestamp_ms: number, over: Partial<Sample> = {}): Sample {
  const latency_ms = over.latency_ms ?? 100;
  return {
    timestamp_ms,
    loss: null,
    latency_ms,
    throughput: 10,
    worker_latencies_ms: [latency_ms],
    step: null,
    node: null,
    gpu_model: null,
    gpu_util_pct: null,
    gpu_mem_util_pct: null,
    ...over,
  };
}

/** Samples one second apart with these step times. */
export function samplesWithLatencies(latencies_ms: readonly number[]): Sample[] {
  return latencies_ms.map((latency_ms, index) => sampleAt(index * 1000, { latency_ms }));
}
