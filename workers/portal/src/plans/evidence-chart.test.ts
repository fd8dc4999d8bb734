import type { SeriesBucket } from '@modekeeper/contracts';
import { detectSignals } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import { bucketKept, bucketsOfWindow, evidenceChart } from './evidence-chart.ts';
import { burstInBuckets, burstThreshold_ms, measureOf, SIGNAL_WORDS, signalName } from './evidence-words.ts';

const bucket = (start_ms: number, median: number | null): SeriesBucket => ({
  start_ms,
  count: 5,
  step_time_ms: { median, p95: median, min: median, max: median === null ? null : median * 2 },
  loss_mean: 2,
  throughput_mean: null,
  gpu_util_pct_mean: 95,
  gpu_mem_util_pct_mean: null,
  effective_knobs: {},
});
const evidence = (signals: string[]) => ({
  window_start_ms: 1_000_005,
  window_end_ms: 1_020_000,
  samples: 12,
  signals,
  digest: '0'.repeat(64),
});

describe('the evidence as a chart', () => {
  it('shades the window and leaves out what lies outside of the span, live buckets included', () => {
    const series = { bucket_ms: 10_000, buckets: [bucket(0, 9), bucket(1_000_000, 100), bucket(9_000_000, 9)] };
    const chart = evidenceChart({ evidence: evidence(['burst']), created_at: 1_021 }, series);
    expect(chart.times_ms).toEqual([1_000_000]);
    expect(chart.windows).toEqual([{ from_ms: 1_000_005, to_ms: 1_020_000, label: 'evidence: burst', color: 's-burst' }]);
    expect(chart.thresholds).toEqual([{ value: 150, label: 'burst threshold, about 150 ms' }]);
    expect(chart.unit).toBe('ms');
  });

  it('draws what the signal is judged on', () => {
    expect(['drift', 'burst', 'straggler', 'gpu_saturated'].map((signal) => measureOf([signal]))).toEqual([
      'loss',
      'step_time',
      'step_time',
      'gpu',
    ]);
    expect(measureOf(['of_a_newer_detector'])).toBe('step_time');
  });

  it('invents no threshold where nothing was measured', () => {
    expect(burstThreshold_ms([bucket(0, null)])).toBeNull();
    const chart = evidenceChart({ evidence: evidence(['burst']), created_at: 0 }, { bucket_ms: 10_000, buckets: [] });
    expect(chart.thresholds).toEqual([]);
  });

  it('tells how far the slowest step lay above the median', () => {
    expect(burstInBuckets([bucket(0, 100), bucket(1, 100)])).toEqual({ slowest_ms: 200, median_ms: 100 });
    expect(burstInBuckets([bucket(0, null)])).toBeNull();
  });

  it('counts a bucket to the window that it reaches into', () => {
    const buckets = [bucket(990_000, 1), bucket(1_000_000, 2), bucket(1_010_000, 3), bucket(1_020_000, 4)];
    expect(bucketsOfWindow(buckets, evidence(['burst']), 10_000).map(({ start_ms }) => start_ms)).toEqual([1_000_000, 1_010_000]);
  });

  it('asks for coarse buckets when the fine ones are dropped', () => {
    expect(bucketKept(0, 3_600_000)).toBe('fine');
    expect(bucketKept(0, 24 * 3_600_000)).toBe('coarse');
  });
});

it('words exist for every signal that the detector knows', () => {
  const { incident: _sum, notes: _notes, stable: _none, ...signals } = detectSignals([]);
  expect(Object.keys(SIGNAL_WORDS).sort()).toEqual(Object.keys(signals).sort());
  expect(signalName('gpu_saturated')).toBe('GPU saturated');
  expect(signalName('toString')).toBe('toString');
});
