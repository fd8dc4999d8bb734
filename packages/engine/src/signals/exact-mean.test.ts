import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactMean } from './exact-mean.ts';
import { median } from './median.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const dyadic = fc.integer({ min: -(2 ** 40), max: 2 ** 40 }).map((n) => n / 1024);

describe('exactMean', () => {
  it('loses nothing to cancellation', () => {
    expect(exactMean([1e308, 1, -1e308])).toBe(1 / 3);
    expect(exactMean([1e16, 1, -1e16, 1])).toBe(0.5);
  });
  it('rounds once: the mean of ten times 0.1 is 0.1, which naive summation misses', () => {
    const tenths = Array.from({ length: 10 }, () => 0.1);
    expect(tenths.reduce((a, b) => a + b) / 10).not.toBe(0.1);
    expect(exactMean(tenths)).toBe(0.1);
  });
  it('does not overflow where a double sum would', () => {
    expect(exactMean([Number.MAX_VALUE, Number.MAX_VALUE])).toBe(Number.MAX_VALUE);
  });
  it('rounds to the nearest subnormal, ties to even', () => {
    const tiny = Number.MIN_VALUE;
    expect(exactMean([tiny, 0])).toBe(0);
    expect(exactMean([tiny, 2 * tiny])).toBe(2 * tiny);
    expect(exactMean([tiny, tiny, 0])).toBe(tiny);
  });
  it('is exact for values whose sum a double holds exactly', () => {
    fc.assert(
      fc.property(fc.array(dyadic, { minLength: 1, maxLength: 50 }), (values) => {
        expect(exactMean(values)).toBe(values.reduce((a, b) => a + b, 0) / values.length + 0);
      }),
    );
  });
  it('gives the value itself for equal values, does not depend on order and stays inside the range', () => {
    fc.assert(
      fc.property(finite, fc.integer({ min: 1, max: 9 }), (value, count) => {
        expect(exactMean(Array.from({ length: count }, () => value))).toBe(value + 0);
      }),
    );
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 20 }), (values) => {
        const mean = exactMean(values);
        expect(exactMean(values.toReversed())).toBe(mean);
        expect(mean).toBeGreaterThanOrEqual(Math.min(...values));
        expect(mean).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });
  it('refuses what a cleaned sample never holds', () => {
    expect(() => exactMean([])).toThrow(RangeError);
    expect(() => exactMean([1, Number.NaN])).toThrow(RangeError);
    expect(() => exactMean([Number.POSITIVE_INFINITY])).toThrow(RangeError);
  });
});

describe('median', () => {
  it('takes the middle value, or the mean of the two middle values', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([10, 9])).toBe(9.5);
  });
  it('sorts numbers as numbers and leaves its input alone', () => {
    const values = [10, 9, 100];
    expect(median(values)).toBe(10);
    expect(values).toEqual([10, 9, 100]);
  });
  it('refuses an empty list', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});
