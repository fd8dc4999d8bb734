import type { SeriesBucket } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeBuckets } from './series-cache.ts';

const bucket = (start_ms: number, count = 1): SeriesBucket => ({
  start_ms,
  count,
  step_time_ms: { median: 1, p95: 1, min: 1, max: 1 },
  loss_mean: null,
  throughput_mean: null,
  gpu_util_pct_mean: null,
  gpu_mem_util_pct_mean: null,
  effective_knobs: {},
});
const starts = fc.array(fc.nat(50));

describe('mergeBuckets', () => {
  it('keeps one bucket for each start, ascending', () => {
    fc.assert(
      fc.property(starts, starts, (known, added) => {
        const merged = mergeBuckets(
          known.map((at) => bucket(at)),
          added.map((at) => bucket(at)),
        ).map(({ start_ms }) => start_ms);
        expect(merged).toEqual([...new Set([...known, ...added])].sort((left, right) => left - right));
      }),
    );
  });

  it('believes the later word about a bucket that is still filling', () => {
    expect(mergeBuckets([bucket(10, 3)], [bucket(10, 7)])).toEqual([bucket(10, 7)]);
  });
});
