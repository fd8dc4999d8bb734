import type { Sample } from '@modekeeper/contracts';

type Always = 'loss' | 'latency_ms' | 'gpu_util_pct' | 'gpu_mem_util_pct' | 'throughput';
type WhenSet = Omit<Sample, Always | 'timestamp_ms' | 'worker_latencies_ms' | 'step' | 'node' | 'gpu_model'>;
export type TelemetryPoint = { ts_ms: number } & Pick<Sample, Always> &
  WhenSet & { step?: number; node?: string; gpu_model?: string };
export type TelemetryReport = { sample_count: number; points: TelemetryPoint[] };

const MAX_POINTS = 2_000;

/** Index of point `k` of a series of `total` samples: all of them, or evenly chosen ones with first and last (contract page `telemetry`). */
export function pointIndex(k: number, total: number): number {
  return total <= MAX_POINTS ? k : Math.trunc((k * (total - 1)) / (MAX_POINTS - 1));
}

/** Indices of the points of a series of `total` samples, rising. */
export function pointIndices(total: number): number[] {
  return Array.from({ length: Math.min(total, MAX_POINTS) }, (_, k) => pointIndex(k, total));
}

/** The `telemetry` object of a report: at most 2000 points of sorted samples. `chosen`: the samples at `pointIndices(total)`. */
export function telemetryReport(total: number, chosen: readonly Sample[]): TelemetryReport {
  return { sample_count: total, points: chosen.map(pointOf) };
}

function pointOf({ gpu_model, node, step, timestamp_ms, worker_latencies_ms: _, ...rest }: Sample): TelemetryPoint {
  return {
    ts_ms: timestamp_ms,
    ...rest,
    ...(step === null ? {} : { step }),
    ...(node === null ? {} : { node }),
    ...(gpu_model === null ? {} : { gpu_model }),
  };
}
