import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleAt, samplesWithLatencies } from '../test-samples.ts';
import { detectSignals } from './heuristic-v1.ts';

const withLosses = (losses: (number | null)[]) => losses.map((loss, index) => sampleAt(index * 1000, { loss }));

describe('detectSignals', () => {
  it('is stable with note no_samples for an empty window', () => {
    expect(detectSignals([])).toEqual({
      drift: false,
      burst: false,
      straggler: false,
      gpu_saturated: false,
      incident: false,
      stable: true,
      notes: ['no_samples'],
    });
  });
  it('never drifts without a loss, and says loss_missing', () => {
    expect(detectSignals([sampleAt(0), sampleAt(1000)])).toMatchObject({ drift: false, stable: true, notes: ['loss_missing'] });
  });
  it('compares the last quarter with the first quarter, strictly above 1.15', () => {
    expect(detectSignals(withLosses([1, 9, 9, 9, 9, 9, 9, 1.15])).drift).toBe(false); // quarters of two: 5 against 5.075
    expect(detectSignals(withLosses([1, 1, 9, 9, 9, 9, 1.1, 1.1])).drift).toBe(false);
    expect(detectSignals(withLosses([100, 115])).drift).toBe(115 > 100 * 1.15);
    expect(detectSignals(withLosses([100, 115.1])).drift).toBe(true);
  });
  it('counts only samples that carry a loss when it makes quarters', () => {
    expect(detectSignals(withLosses([1, null, null, null, null, null, 1, 2])).drift).toBe(true);
  });
  it('reads losses in time order, whatever the input order', () => {
    const samples = withLosses([1, 1, 1, 1, 2, 2, 2, 2]);
    expect(detectSignals(samples.toReversed())).toEqual(detectSignals(samples));
    expect(detectSignals(samples).drift).toBe(true);
  });
  it('sees a burst strictly above 1.5 times the median', () => {
    expect(detectSignals(samplesWithLatencies([100, 100, 100, 150])).burst).toBe(false);
    expect(detectSignals(samplesWithLatencies([100, 100, 100, 150.1])).burst).toBe(true);
  });
  it('sees a straggler when mean slowest exceeds 1.6 times the mean of the medians', () => {
    const workers = (slowest: number) => [sampleAt(0, { worker_latencies_ms: [100, 100, 100, slowest] })];
    expect(detectSignals(workers(160)).straggler).toBe(false);
    expect(detectSignals(workers(161)).straggler).toBe(true);
  });
  it('sees GPU saturation from 90 percent of compute or memory on', () => {
    expect(detectSignals([sampleAt(0, { gpu_util_pct: 90 })]).gpu_saturated).toBe(true);
    expect(detectSignals([sampleAt(0, { gpu_mem_util_pct: 90 })]).gpu_saturated).toBe(true);
    expect(detectSignals([sampleAt(0, { gpu_util_pct: 89.999, gpu_mem_util_pct: 0 })]).gpu_saturated).toBe(false);
  });
  it('lists notes in the fixed order', () => {
    const samples = [
      sampleAt(0, { loss: 1, gpu_util_pct: 99 }),
      sampleAt(1000, { loss: 1, worker_latencies_ms: [100, 100, 900] }),
      sampleAt(2000, { loss: 5, latency_ms: 1000, worker_latencies_ms: [100, 100, 900] }),
    ];
    expect(detectSignals(samples).notes).toEqual(['loss_drift', 'latency_burst', 'straggler_detected', 'gpu_saturated']);
  });
  it('keeps incident = any signal and stable = its negation, independent of input order', () => {
    const sample = fc.record({
      t: fc.integer({ min: 0, max: 1e6 }),
      latency: fc.double({ min: 1, max: 1e5, noNaN: true }),
      loss: fc.option(fc.double({ min: -10, max: 10, noNaN: true })),
      gpu: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
    });
    fc.assert(
      fc.property(fc.uniqueArray(sample, { selector: (s) => s.t, maxLength: 30 }), (rows) => {
        const samples = rows.map((row) => sampleAt(row.t, { latency_ms: row.latency, loss: row.loss, gpu_util_pct: row.gpu }));
        const signals = detectSignals(samples);
        expect(signals.incident).toBe(signals.drift || signals.burst || signals.straggler || signals.gpu_saturated);
        expect(signals.stable).toBe(!signals.incident);
        expect(detectSignals(samples.toReversed())).toEqual(signals);
      }),
    );
  });
});
