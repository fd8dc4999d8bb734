import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measure, roundDecimals } from './formula.ts';

const knobs = (concurrency: number, prefetch: number) => ({ concurrency, dataloader_prefetch_factor: prefetch });
// A second without a burst.
const CALM_S = 1_700_000_000;
const BURST_S = 1_699_999_998;

describe('step time of the image trainer', () => {
  it.each([
    [1, 1, 2000],
    [4, 2, 1000],
    [2, 2, 1500],
    [3, 1, 1500],
    [7, 1, 500],
    [64, 64, 500],
  ])(
    'is 2,000 ms less 250 for each step of concurrency %i and prefetch %i, but at least 500',
    (concurrency, prefetch, step_time_ms) => {
      expect(measure(knobs(concurrency, prefetch), 1, CALM_S).step_time_ms).toBe(step_time_ms);
    },
  );

  it('bursts by 2,000 ms in every third second while both knobs are at most 2, and never above', () => {
    expect(BURST_S % 3).toBe(0);
    expect(measure(knobs(1, 1), 1, BURST_S).step_time_ms).toBe(4000);
    expect(measure(knobs(2, 2), 1, BURST_S).step_time_ms).toBe(3500);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat({ max: 2 ** 31 }),
        (concurrency, prefetch, epoch_s) => {
          const calm = Math.max(500, 2000 - 250 * (concurrency - 1) - 250 * (prefetch - 1));
          const hasBurst = concurrency <= 2 && prefetch <= 2 && epoch_s % 3 === 0;
          expect(measure(knobs(concurrency, prefetch), 1, epoch_s).step_time_ms).toBe(calm + (hasBurst ? 2000 : 0));
        },
      ),
    );
  });

  it('counts absent and non-positive knobs as 1', () => {
    expect(measure({}, 5, CALM_S)).toEqual(measure(knobs(1, 1), 5, CALM_S));
    expect(measure(knobs(0, -3), 5, CALM_S)).toEqual(measure(knobs(1, 1), 5, CALM_S));
  });
});

describe('loss and throughput of the image trainer', () => {
  it('follow the formulas', () => {
    // 0.35 + 1.5 e^-0.015 + 0.01 sin(1/7) and 120 + 12 + 2 + 6 sin(1/11)
    expect(measure(knobs(4, 2), 1, CALM_S)).toMatchObject({ loss: 1.829092, throughput: 134.545 });
    expect(measure(knobs(1, 1), 0, CALM_S)).toMatchObject({ loss: 1.85, throughput: 120 });
  });

  it('keep a floor and at most six and three decimals', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), (step) => {
        const { loss, throughput } = measure(knobs(1, 1), step, CALM_S);
        expect(loss).toBeGreaterThanOrEqual(0.34);
        expect(throughput).toBeGreaterThanOrEqual(1);
        expect(Number(loss.toFixed(6))).toBe(loss);
        expect(Number(throughput.toFixed(3))).toBe(throughput);
      }),
    );
  });
});

describe('roundDecimals', () => {
  it('rounds ties of the exact binary value to even', () => {
    expect(roundDecimals(0.0078125, 6)).toBe(0.007812);
    expect(roundDecimals(0.0234375, 6)).toBe(0.023438);
    expect(roundDecimals(-0.0078125, 6)).toBe(-0.007812);
    expect(roundDecimals(0.0625, 3)).toBe(0.062);
    // Not a tie: the double lies below.
    expect(roundDecimals(1.0005, 3)).toBe(1);
  });

  it('is never further away than half a unit', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (value) => Math.abs(roundDecimals(value, 6) - value) <= 0.5000001e-6,
      ),
    );
  });
});
