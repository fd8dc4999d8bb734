import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, isolatedIndexes, lastValue } from './gaps.ts';

const chart = (times_ms: number[], values: (number | null)[], bucket_ms?: number) => ({
  times_ms,
  lines: [{ label: 'step time', color: 'ink-2' as const, values }],
  unit: 'ms',
  ...(bucket_ms === undefined ? {} : { bucket_ms }),
});

describe('columnsOf', () => {
  it('puts an empty moment where buckets are missing', () => {
    expect(columnsOf(chart([0, 10, 40, 50], [1, 2, 3, 4], 10))).toEqual({
      times_ms: [0, 10, 20, 40, 50],
      values: [[1, 2, null, 3, 4]],
    });
  });

  it('takes a bucket that comes half a width late for the next one', () => {
    expect(columnsOf(chart([0, 15], [1, 2], 10)).times_ms).toEqual([0, 15]);
  });

  it('copies nothing where nothing is missing', () => {
    const data = chart([0, 10], [1, 2], 10);
    expect(columnsOf(data).times_ms).toBe(data.times_ms);
  });

  it('loses no value and leaves times ascending, whatever is missing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200)), (buckets) => {
        const times_ms = buckets.sort((left, right) => left - right).map((at) => at * 10);
        const { times_ms: drawn, values } = columnsOf(chart(times_ms, times_ms, 10));
        expect(Array.from(values[0] ?? []).filter((value) => value !== null)).toEqual(times_ms);
        for (let at = 1; at < drawn.length; at += 1) expect(drawn[at] ?? 0).toBeGreaterThan(drawn[at - 1] ?? 0);
      }),
    );
  });
});

describe('isolatedIndexes', () => {
  it('finds what a line would not show, ends included', () => {
    expect(isolatedIndexes([1, null, 2, 3, null, 4, null], 0, 6)).toEqual([0, 5]);
  });
});

describe('lastValue', () => {
  it('skips trailing gaps', () => {
    expect(lastValue([1, 2, null])).toEqual({ at: 1, value: 2 });
    expect(lastValue([null])).toBeNull();
  });
});
