import type { SeriesBucket } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { rangeOf, readRange } from './ranges.ts';
import { knobsInUse, workloadCharts } from './workload-charts.ts';

const NOW = 10_000_000;
const bucket = (start_ms: number, over: Partial<SeriesBucket> = {}): SeriesBucket => ({
  start_ms,
  count: 5,
  step_time_ms: { median: 200, p95: 250, min: 190, max: 300 },
  loss_mean: null,
  throughput_mean: null,
  gpu_util_pct_mean: null,
  gpu_mem_util_pct_mean: null,
  effective_knobs: {},
  ...over,
});
const around = { range: rangeOf('15m'), now_ms: NOW, markers: [], windows: [] };

describe('workloadCharts', () => {
  it('draws no chart of what is not reported and says what it would take', () => {
    const { charts, missing } = workloadCharts([bucket(NOW - 20_000, { gpu_util_pct_mean: 80 })], around);
    expect(charts.map(({ data, id }) => [id, data.lines.map(({ label }) => label)])).toEqual([
      ['step_time', ['Step time, median', 'p95']],
      ['gpu', ['GPU utilisation, mean']],
    ]);
    expect(missing.map(({ field }) => field)).toEqual(['loss', 'throughput']);
  });

  it('shows the chosen span, to this moment, and nothing older', () => {
    const { charts } = workloadCharts([bucket(NOW - 3_600_000), bucket(NOW - 20_000)], around);
    expect(charts[0]?.data).toMatchObject({
      times_ms: [NOW - 20_000],
      range_ms: { from_ms: NOW - 900_000, to_ms: NOW },
      bucket_ms: 10_000,
    });
  });
});

describe('knobsInUse', () => {
  it('are the last that the workload reported', () => {
    const buckets = [
      bucket(0, { effective_knobs: { concurrency: { value: 1, applied_step: 1 } } }),
      bucket(1, { effective_knobs: { concurrency: { value: 4, applied_step: 9 } } }),
      bucket(2),
    ];
    expect(knobsInUse(buckets)).toEqual([{ knob: 'concurrency', value: 4 }]);
    expect(knobsInUse([])).toEqual([]);
  });
});

describe('readRange', () => {
  it('takes only ranges that exist from an address', () => {
    expect(readRange('24h')).toEqual({ range: '24h' });
    expect(readRange('9h')).toEqual({});
    expect(rangeOf(undefined).id).toBe('1h');
  });
});
