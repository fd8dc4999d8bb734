import { describe, expect, it } from 'vitest';
import type { ChartData } from './chart-types.ts';
import { csvOf, headsOf, rowsOf } from './table-rows.ts';

const steps: ChartData = {
  times_ms: [0, 10_000],
  lines: [
    { label: 'median', color: 'ink-2', values: [1, 2] },
    { label: 'p95', color: 'accent', values: [3, null] },
  ],
  unit: 'ms',
};
const loss: ChartData = {
  times_ms: [10_000, 20_000],
  lines: [{ label: 'loss, mean', color: 'accent', values: [0.5, 0.4] }],
  unit: '',
};

describe('the table of charts', () => {
  it('has every moment of any chart once, newest first, and leaves empty what was not measured', () => {
    expect(rowsOf([steps, loss])).toEqual([
      { at_ms: 20_000, values: [null, null, 0.4] },
      { at_ms: 10_000, values: [2, null, 0.5] },
      { at_ms: 0, values: [1, 3, null] },
    ]);
    expect(headsOf([steps, loss])).toEqual(['median (ms)', 'p95 (ms)', 'loss, mean']);
  });

  it('is downloadable as CSV that a spreadsheet reads', () => {
    expect(csvOf([loss])).toBe('time_utc,"loss, mean"\r\n1970-01-01T00:00:20.000Z,0.4\r\n1970-01-01T00:00:10.000Z,0.5\r\n');
  });
});
