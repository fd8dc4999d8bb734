import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectSignals } from '../signals/heuristic-v1.ts';
import { sampleAt, samplesWithLatencies } from '../test-samples.ts';
import { windowOf } from '../window/sample-window.ts';
import { summarizeDecision, summarizeObservation } from './observe-summary.ts';
import { pointIndex } from './telemetry-report.ts';

const NONE = { drift: false, straggler: false, burst: false, gpu_saturated: false };

describe('summarizeObservation', () => {
  it.each([
    [{}, [], 'low', 1],
    [{ burst: true }, ['burst'], 'medium', 2],
    [{ drift: true }, ['drift'], 'medium', 2],
    [{ gpu_saturated: true }, ['gpu_saturated'], 'medium', 3],
    [{ burst: true, straggler: true }, ['straggler', 'burst'], 'high', 5],
    [
      { drift: true, straggler: true, burst: true, gpu_saturated: true },
      ['drift', 'straggler', 'burst', 'gpu_saturated'],
      'high',
      10,
    ],
  ])('%j: symptoms in order, risk by weight, lines of each', (over, symptoms, risk, lines) => {
    const { recommendations, ...summary } = summarizeObservation({ ...NONE, ...over });
    expect(summary).toEqual({ top_symptoms: symptoms, money_leak_risk: risk, estimated_impact: 'unknown' });
    expect(recommendations).toHaveLength(lines);
  });

  it('takes findings with figures of their own', () => {
    const drift = { detected: true };
    const found = { ...NONE, drift, burst: { score: 0.2 }, straggler: { severity: 0 }, gpu_saturated: { detected: false } };
    expect(summarizeObservation(found).top_symptoms).toEqual(['drift', 'burst']);
  });
});

describe('summarizeDecision', () => {
  const calm = detectSignals(samplesWithLatencies([100, 100, 100]));
  const burst = detectSignals(samplesWithLatencies([100, 100, 400]));

  it('says signals, number of actions and their reasons once each', () => {
    expect(summarizeDecision(calm, [])).toEqual(['Signals: none.', 'Nothing proposed.']);
    expect(summarizeDecision(burst, [{ reason: 'b' }, { reason: 'a' }, { reason: 'b' }])).toEqual([
      'Signals: burst.',
      '3 actions proposed.',
      'Reasons: b, a.',
    ]);
  });
});

describe('environment', () => {
  it('lists nodes and models once, sorted, and names what makes it unstable', () => {
    const samples = [sampleAt(0, { node: 'b', gpu_model: 'H100' }), sampleAt(1, { node: 'a' }), sampleAt(2, { node: 'b' })];
    expect(windowOf(samples).environment).toEqual({
      nodes_seen: ['a', 'b'],
      gpu_models_seen: ['H100'],
      unstable: true,
      notes: ['multiple_nodes_seen'],
    });
    const mixed = [...samples, sampleAt(3, { gpu_model: 'A100' })];
    expect(windowOf(mixed).environment.notes).toEqual(['multiple_nodes_seen', 'multiple_gpu_models_seen']);
    expect(windowOf([]).environment).toEqual({ nodes_seen: [], gpu_models_seen: [], unstable: false, notes: [] });
  });
});

describe('telemetryReport', () => {
  it('shows what is always known, and other fields only when set', () => {
    expect(windowOf([sampleAt(5), sampleAt(6, { step: 0, node: 'a', forward_ms: 0, checkpoint: false })]).telemetry).toEqual({
      sample_count: 2,
      points: [
        { ts_ms: 5, loss: null, latency_ms: 100, throughput: 10, gpu_util_pct: null, gpu_mem_util_pct: null },
        {
          ts_ms: 6,
          loss: null,
          latency_ms: 100,
          throughput: 10,
          gpu_util_pct: null,
          gpu_mem_util_pct: null,
          step: 0,
          node: 'a',
          forward_ms: 0,
          checkpoint: false,
        },
      ],
    });
  });

  it('chooses 2000 rising points with the first and the last of any longer series', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_001, max: 100_000_000 }), (total) => {
        expect([pointIndex(0, total), pointIndex(1_999, total)]).toEqual([0, total - 1]);
        for (let k = 1; k < 2_000; k += 37) expect(pointIndex(k, total)).toBeGreaterThan(pointIndex(k - 1, total));
      }),
      { numRuns: 50 },
    );
    const long = Array.from({ length: 4_001 }, (_, i) => sampleAt(i));
    const { points, sample_count } = windowOf(long).telemetry;
    expect([sample_count, points.length, points[1]?.ts_ms]).toEqual([4_001, 2_000, 2]);
  });
});
