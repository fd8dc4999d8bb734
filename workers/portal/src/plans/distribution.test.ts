import type { SeriesBucket } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distributionOf } from './distribution.ts';

const bucket = (start_ms: number, median: number | null, rest: { min?: number; max?: number } = {}): SeriesBucket => ({
  start_ms,
  count: 5,
  step_time_ms: { median, p95: median, min: rest.min ?? median, max: rest.max ?? median },
  loss_mean: null,
  throughput_mean: null,
  gpu_util_pct_mean: null,
  gpu_mem_util_pct_mean: null,
  effective_knobs: {},
});
const everything = { from_ms: 0, to_ms: Number.MAX_SAFE_INTEGER };

describe('distributionOf', () => {
  it('takes only buckets that begin inside the span', () => {
    const buckets = [bucket(0, 100), bucket(10, 200, { max: 900 }), bucket(20, 300), bucket(30, 1)];
    expect(distributionOf(buckets, { from_ms: 10, to_ms: 30 })).toEqual({
      ...{ buckets: 2, samples: 10, min: 200, max: 900 },
      ...{ low: 225, median: 250, high: 275 },
    });
  });

  it('says nothing where nothing was measured', () => {
    expect(distributionOf([], everything)).toBeNull();
    expect(distributionOf([bucket(0, null)], everything)).toBeNull();
  });

  it('keeps its numbers in order, whatever the buckets', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9_999), fc.nat(99), fc.nat(99)), { minLength: 1 }), (rows) => {
        const buckets = rows.map(([median, down, up], at) =>
          bucket(at, median + 99, { min: median + 99 - down, max: median + 99 + up }),
        );
        const { high, low, max, median, min } = distributionOf(buckets, everything) ?? {};
        expect([min, low, median, high, max].map(Number)).toEqual(
          [min, low, median, high, max].map(Number).sort((a, b) => a - b),
        );
      }),
    );
  });
});
