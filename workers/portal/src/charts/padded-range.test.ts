import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChartData } from './chart-types.ts';
import { paddedRange } from './to-uplot.ts';

const data = (over: Partial<ChartData> = {}): ChartData => ({ times_ms: [], lines: [], unit: 'ms', bucket_ms: 10_000, ...over });
const MARKED = data({ markers: [{ at_ms: 1, label: 'proposed' }] });

describe('the range of the value axis', () => {
  it('keeps every value and threshold in sight, with room on both sides and no false values below zero', () => {
    const number = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(number, number, number, fc.boolean(), (one, other, value, worded) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const [from, to] = paddedRange(low, high, data({ thresholds: [{ value, label: 'alarm' }] }), worded);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(from).toBeLessThanOrEqual(Math.min(low, value));
        expect(to).toBeGreaterThanOrEqual(Math.max(high, value));
        expect(to).toBeGreaterThan(from);
      }),
    );
  });

  it('leaves the top free where names are written into the plot, so that none stands on a line', () => {
    const share = (range: [number, number]) => (range[1] - 200) / (range[1] - range[0]);
    // One line of names takes 18 of the 142 pixels of the lowest plot that has them.
    expect(share(paddedRange(100, 200, MARKED, true))).toBeGreaterThan(18 / 142);
    expect(share(paddedRange(100, 200, MARKED, false))).toBeLessThan(0.1);
    expect(share(paddedRange(100, 200, data(), true))).toBeLessThan(0.1);
  });
});
