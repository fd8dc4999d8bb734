import type { SeriesBucket } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { observedNow } from './samples.ts';

const bucket = (start_ms: number, count: number): SeriesBucket => ({
  start_ms,
  count,
  step_time_ms: { median: count === 0 ? null : start_ms, p95: null, min: null, max: null },
  loss_mean: null,
  throughput_mean: 120,
  gpu_util_pct_mean: null,
  gpu_mem_util_pct_mean: null,
  effective_knobs: {},
});
const workload = 'apps/v1/Deployment/train/trainer';

describe('what was observed', () => {
  it('counts the samples of the last minute only, and tells the newest numbers', () => {
    const buckets = [bucket(0, 10), bucket(100_000, 5), bucket(110_000, 3), bucket(120_000, 0)];
    expect(observedNow([{ workload, bucket_ms: 10_000, buckets }], 130_000)).toEqual([
      { workload, samples: 8, step_time_ms: 110_000, loss: null, throughput: 120, gpu_util_pct: null, newest_ms: 120_000 },
    ]);
  });
  it('is nothing while buckets are empty', () => {
    expect(observedNow([{ workload, bucket_ms: 10_000, buckets: [bucket(0, 0)] }], 0)).toEqual([]);
  });
});
