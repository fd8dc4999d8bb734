import { describe, expect, it } from 'vitest';
import type { ChartData } from './chart-types.ts';
import { columnsOf } from './gaps.ts';
import { readoutAt } from './readout.ts';

const START = Date.UTC(2026, 2, 4, 13, 40);
const data: ChartData = {
  times_ms: [START, START + 10_000, START + 20_000],
  lines: [
    { label: 'median', color: 'ink-2', values: [1_950, 2_000, null] },
    { label: 'p95', color: 'accent', values: [null, 4_000, 4_100] },
  ],
  unit: 'ms',
  markers: [{ at_ms: START + 10_050, label: 'concurrency 1 → 4' }],
  windows: [{ from_ms: START, to_ms: START + 5_000, label: 'burst', color: 's-burst' }],
};

describe('readoutAt', () => {
  it('says what is under the cursor, a gap as a gap', () => {
    expect(readoutAt(data, columnsOf(data), 0)).toEqual({ time: '13:40:00', values: ['1,950 ms', null], notes: ['burst'] });
    expect(readoutAt(data, columnsOf(data), 1).notes).toEqual(['concurrency 1 → 4']);
  });

  it('says the latest value of each line when nothing is pointed at', () => {
    expect(readoutAt(data, columnsOf(data), null)).toEqual({ time: '13:40:20', values: ['2,000 ms', '4,100 ms'], notes: [] });
  });

  it('says nothing of an empty chart', () => {
    const empty = { ...data, times_ms: [], lines: [{ label: 'median', color: 'ink-2' as const, values: [] }] };
    expect(readoutAt(empty, columnsOf(empty), null)).toEqual({ time: null, values: [null], notes: [] });
  });
});
