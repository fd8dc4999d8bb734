import { windowOf } from '@modekeeper/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookThrough } from './look.ts';
import { BUCKETS, meanOf, rangeOf } from './series.ts';
import { secondsOf } from './test-facts.ts';

const seriesOf = (samples: ReturnType<typeof secondsOf>) => lookThrough(windowOf(samples)).series;

describe('lookThrough', { timeout: 120_000 }, () => {
  it('keeps extremes, sum and count of any window, however many samples it has', () => {
    const latencies = fc.array(fc.double({ min: 1, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 2_000 });
    fc.assert(
      fc.property(latencies, (values) => {
        const { marks, sample_count, seen } = seriesOf(secondsOf(values.length, (at) => ({ latency_ms: values[at] ?? 1 })));
        expect([sample_count, seen.step_time_ms]).toEqual([values.length, values.length]);
        expect(marks.step_time_ms).toHaveLength(BUCKETS);
        expect(rangeOf(marks.step_time_ms)).toEqual({ min: Math.min(...values), max: Math.max(...values) });
        expect(marks.step_time_ms.reduce((sum, mark) => sum + (mark?.count ?? 0), 0)).toBe(values.length);
        expect(meanOf(marks.step_time_ms)).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 6);
      }),
    );
  });

  it('a single slow step among many stays in sight, at its moment', () => {
    const samples = secondsOf(20_000, (at) => (at === 11_234 ? { latency_ms: 900 } : {}));
    const slow = seriesOf(samples).marks.step_time_ms.find((mark) => mark?.max === 900);
    expect(slow?.max_at_ms).toBe(samples[11_234]?.timestamp_ms);
  });

  it('says how far it is on the way through many samples, and nothing of few', () => {
    const told: number[] = [];
    lookThrough(windowOf(secondsOf(70_000, () => ({}))), (samples) => told.push(samples));
    lookThrough(windowOf(secondsOf(100, () => ({}))), (samples) => told.push(samples));
    expect(told).toEqual([32_768, 65_536]);
  });

  it('what samples do not say is not seen: no loss, no throughput, one worker, no GPU', () => {
    expect(seriesOf(secondsOf(5, () => ({ loss: null, throughput: 0 }))).seen).toEqual({
      step_time_ms: 5,
      loss: 0,
      throughput: 0,
      worker_ratio: 0,
      gpu_util_pct: 0,
      gpu_mem_util_pct: 0,
    });
    expect(rangeOf(seriesOf(secondsOf(1, () => ({ worker_latencies_ms: [10, 10, 25] }))).marks.worker_ratio)).toEqual({
      min: 2.5,
      max: 2.5,
    });
  });

  it('tells of knobs that the workload changed: the first ones, and how many more', () => {
    const samples = secondsOf(30, (at) => ({ knobs: { concurrency: at < 2 ? 8 : at } }));
    const { knob_changes, knobs, more_knob_changes } = seriesOf(samples);
    expect(knob_changes[0]).toEqual({ at_ms: samples[2]?.timestamp_ms, knob: 'concurrency', from: 8, to: 2 });
    expect([knob_changes.length + more_knob_changes, knobs]).toEqual([28, { concurrency: 29 }]);
  });

  it('an empty window has neither marks nor moments', () => {
    const { found, series } = lookThrough(windowOf([]));
    expect([series.sample_count, rangeOf(series.marks.step_time_ms), meanOf(series.marks.loss), found.windows]).toEqual([
      0,
      null,
      null,
      [],
    ]);
  });
});

describe('where signals hold', () => {
  const windows = (samples: ReturnType<typeof secondsOf>) => {
    const start = samples[0]?.timestamp_ms ?? 0;
    return lookThrough(windowOf(samples)).found.windows.map(({ from_ms, signal, to_ms }) => [
      signal,
      (from_ms - start) / 1_000,
      (to_ms - start) / 1_000,
    ]);
  };

  it('a burst at its slow steps; neighbours are one stretch', () => {
    expect(windows(secondsOf(90, (at) => ({ latency_ms: at % 30 >= 27 ? 400 : 100 })))).toEqual([
      ['burst', 27, 29],
      ['burst', 57, 59],
      ['burst', 87, 89],
    ]);
  });

  it('drift in the last quarter of the samples that carry a loss', () => {
    const samples = secondsOf(40, (at) => ({ loss: at < 8 ? null : at }));
    expect(windows(samples)).toEqual([['drift', 32, 39]]);
    expect(lookThrough(windowOf(samples)).found.loss).toEqual({
      first_mean: 11.5,
      last_mean: 35.5,
      first_until_ms: samples[15]?.timestamp_ms,
      last_from_ms: samples[32]?.timestamp_ms,
    });
  });

  it('stragglers and saturated GPUs at their samples; a signal that is not active is nowhere', () => {
    const straggling = secondsOf(20, (at) => ({ worker_latencies_ms: [100, 100, at >= 5 ? 400 : 100] }));
    expect(windows(straggling)).toEqual([['straggler', 5, 19]]);
    expect(windows(secondsOf(20, (at) => ({ gpu_mem_util_pct: at === 7 ? 95 : 10 })))).toEqual([['gpu_saturated', 7, 7]]);
    // One uneven step is no straggler over the whole window.
    expect(windows(secondsOf(20, (at) => ({ worker_latencies_ms: [100, 100, at === 5 ? 300 : 100] })))).toEqual([]);
  });
});
