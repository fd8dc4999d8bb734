import type { Sample, Signals } from '@modekeeper/contracts';
import { type Environment, environmentOf } from '../report/environment.ts';
import { pointIndices, type TelemetryReport, telemetryReport } from '../report/telemetry-report.ts';
import { exactMean } from '../signals/exact-mean.ts';
import { detectSignals } from '../signals/heuristic-v1.ts';

/** Numbers in ascending order, by their place. */
export type SortedValues = { readonly length: number; at(index: number): number | undefined };

/** What reports say of the samples of a source; the samples themselves may lie in a file. */
export type SampleWindow = {
  readonly sample_count: number;
  /** Latest less earliest timestamp, milliseconds; 0 without samples. */
  readonly span_ms: number;
  readonly signals: Signals;
  readonly telemetry: TelemetryReport;
  readonly environment: Environment;
  /** Step times, milliseconds. */
  readonly latencies: SortedValues;
  /** Mean of the positive throughputs; 0 without any. Samples per second. */
  readonly throughput_avg: number;
  /** How many samples have a value. */
  readonly counts: { readonly loss: number; readonly gpu_util_pct: number; readonly gpu_mem_util_pct: number };
  /** Whether a sample has a loss and a throughput above 0. */
  readonly has_loss_with_throughput: boolean;
  /** All samples in time order. */
  samples(): Iterable<Sample>;
};

/** The window of samples that are at hand, sorted by time. */
export function windowOf(samples: readonly Sample[]): SampleWindow {
  const positive = samples.map(({ throughput }) => throughput).filter((throughput) => throughput > 0);
  const counted = (field: 'loss' | 'gpu_util_pct' | 'gpu_mem_util_pct') => samples.filter((one) => one[field] !== null).length;
  const total = samples.length;
  const chosen = pointIndices(total).map((index) => samples[index] as Sample);
  return {
    sample_count: total,
    span_ms: (samples.at(-1)?.timestamp_ms ?? 0) - (samples[0]?.timestamp_ms ?? 0),
    signals: detectSignals(samples),
    telemetry: telemetryReport(total, chosen),
    environment: environmentOf(
      new Set(samples.flatMap(({ node }) => node ?? [])),
      new Set(samples.flatMap(({ gpu_model }) => gpu_model ?? [])),
    ),
    latencies: Float64Array.from(samples, ({ latency_ms }) => latency_ms).sort(),
    throughput_avg: positive.length === 0 ? 0 : exactMean(positive),
    counts: { loss: counted('loss'), gpu_util_pct: counted('gpu_util_pct'), gpu_mem_util_pct: counted('gpu_mem_util_pct') },
    has_loss_with_throughput: samples.some(({ loss, throughput }) => loss !== null && throughput > 0),
    samples: () => samples,
  };
}
