import { BUCKET_MS, type Sample, type SeriesBucket } from '@modekeeper/contracts';
import { exactMean } from '../signals/exact-mean.ts';
import { median } from '../signals/median.ts';
import { effectiveKnobs } from './effective-knobs.ts';
import { quantile } from './quantile.ts';

type Measure = 'loss' | 'throughput' | 'gpu_util_pct' | 'gpu_mem_util_pct';

function meanOf(samples: readonly Sample[], measure: Measure): number | null {
  const values = samples.flatMap((sample) => sample[measure] ?? []);
  return values.length === 0 ? null : exactMean(values);
}

function bucketOf(start_ms: number, samples: readonly Sample[]): SeriesBucket {
  const times = samples.map((sample) => sample.latency_ms).sort((a, b) => a - b);
  return {
    start_ms,
    count: samples.length,
    step_time_ms: { median: median(times), p95: quantile(times, 0.95), min: times[0] ?? null, max: times.at(-1) ?? null },
    loss_mean: meanOf(samples, 'loss'),
    throughput_mean: meanOf(samples, 'throughput'),
    gpu_util_pct_mean: meanOf(samples, 'gpu_util_pct'),
    gpu_mem_util_pct_mean: meanOf(samples, 'gpu_mem_util_pct'),
    effective_knobs: effectiveKnobs(samples),
  };
}

/**
 * Samples as buckets of one width, sorted by time; a bucket holds `start_ms <= timestamp < start_ms + bucket_ms`, starts on
 * a multiple of the width, and exists only when it holds a sample. Step times in milliseconds.
 */
export function aggregateSamples(samples: readonly Sample[], bucket_ms: number = BUCKET_MS.fine): SeriesBucket[] {
  const groups = Map.groupBy(samples, (sample) => Math.floor(sample.timestamp_ms / bucket_ms) * bucket_ms);
  return [...groups].sort(([a], [b]) => a - b).map(([start_ms, group]) => bucketOf(start_ms, group));
}
