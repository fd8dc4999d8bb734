import type { Sample, Signals } from '@modekeeper/contracts';
import { windowOf } from '@modekeeper/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBeforeAfter, sideOf, unfit } from './before-after.ts';
import { costInputs } from './cost-model.ts';
import { estimateOpportunity } from './opportunity.ts';
import { ascending, percentileLinear, quantileNoInterpolation } from './quantiles.ts';
import { estimateRoi } from './roi-estimate.ts';
import { summarizeValue } from './value-summary.ts';

const QUIET: Signals = {
  drift: false,
  burst: false,
  straggler: false,
  gpu_saturated: false,
  incident: false,
  stable: true,
  notes: [],
};
const BURST: Signals = { ...QUIET, burst: true, incident: true, stable: false, notes: ['latency_burst'] };
const sample = (at_s: number, latency_ms: number, over: Partial<Sample> = {}): Sample => ({
  timestamp_ms: at_s * 1_000,
  loss: null,
  latency_ms,
  throughput: 0,
  worker_latencies_ms: [latency_ms],
  step: null,
  node: null,
  gpu_model: null,
  gpu_util_pct: null,
  gpu_mem_util_pct: null,
  ...over,
});
const NO_PRICE = { gpu_hour_usd: null, gpu_count: null };

describe('opportunity', () => {
  it('is a twentieth of the window for each active signal, at most three tenths', () => {
    const facts = { sample_count: 60, span_ms: 3_600_000, throughput_avg: 10, signals: BURST };
    expect(estimateOpportunity(facts, NO_PRICE)).toMatchObject({
      opportunity_hours_est: 0.05,
      opportunity_tokens_est: 1_800,
      opportunity_usd_est: 0,
      opportunity_assumptions: { active_signals: ['burst'], opportunity_fraction: 0.05, gpu_hour_usd: 0, gpu_count: 0 },
    });
    const all = { ...BURST, drift: true, straggler: true, gpu_saturated: true };
    expect(estimateOpportunity({ ...facts, signals: all }, { gpu_hour_usd: 2, gpu_count: 8 })).toMatchObject({
      opportunity_hours_est: 0.2,
      opportunity_usd_est: 3.2,
    });
  });

  it('prices the hours before they are rounded', () => {
    const facts = { sample_count: 2, span_ms: 1_000, throughput_avg: 0, signals: BURST };
    expect(estimateOpportunity(facts, { gpu_hour_usd: 1_000, gpu_count: 100 })).toMatchObject({
      opportunity_hours_est: 0.000014,
      opportunity_usd_est: 1.388889,
    });
  });

  it('claims nothing of a window without span or signals', () => {
    expect(estimateOpportunity({ ...windowOf([sample(0, 1)]), signals: BURST }, NO_PRICE).opportunity_hours_est).toBe(0);
    expect(
      estimateOpportunity({ ...windowOf([sample(0, 1), sample(60, 1)]), signals: QUIET }, NO_PRICE).opportunity_hours_est,
    ).toBe(0);
  });

  it('averages positive throughputs only', () => {
    const samples = [sample(0, 1, { throughput: 4 }), sample(10, 1, { throughput: 0 }), sample(20, 1, { throughput: 8 })];
    expect(windowOf(samples)).toMatchObject({ throughput_avg: 6, span_ms: 20_000, sample_count: 3 });
  });
});

describe('costInputs', () => {
  it.each([
    [
      { MODEKEEPER_GPU_HOUR_USD: ' 2.5 ', MODEKEEPER_GPU_COUNT: '8' },
      { gpu_hour_usd: 2.5, gpu_count: 8 },
    ],
    [{ MODEKEEPER_GPU_HOUR_USD: '', MODEKEEPER_GPU_COUNT: ' ' }, NO_PRICE],
    [{ MODEKEEPER_GPU_HOUR_USD: 'cheap', MODEKEEPER_GPU_COUNT: '8.5' }, NO_PRICE],
    [{}, NO_PRICE],
  ])('%j: blank or unparsable is unset', (env, inputs) => {
    expect(costInputs(env)).toEqual(inputs);
  });
});

describe('value summary', () => {
  it('says four assumptions always, and one more for each thing that it was not told', () => {
    const count = (inputs: Parameters<typeof summarizeValue>[2]) => summarizeValue(1, [1, 2, 3], inputs).assumptions.length;
    expect(count({ gpu_hour_usd: 2, gpu_count: 8 })).toBe(4);
    expect(count({ gpu_hour_usd: 2, gpu_count: 0 })).toBe(5);
    expect(count(NO_PRICE)).toBe(6);
  });

  it('multiplies hours by GPUs, at least one, and by the price when there is one', () => {
    expect(summarizeValue(0.5, [], { gpu_hour_usd: 2, gpu_count: 8 }).value_estimates).toEqual({
      gpu_hours_leak_est: 4,
      usd_leak_est: 8,
    });
    expect(summarizeValue(0.5, [], { gpu_hour_usd: null, gpu_count: -3 }).value_estimates).toEqual({
      gpu_hours_leak_est: 0.5,
      usd_leak_est: null,
    });
  });
});

describe('quantiles', () => {
  it('interpolate linearly in the summary, not at all in estimates', () => {
    const sorted = ascending([40, 10, 30, 20]);
    expect([percentileLinear(sorted, 0.5), percentileLinear(sorted, 0.95)]).toEqual([25, 38.5]);
    expect([quantileNoInterpolation(sorted, 0.5), quantileNoInterpolation(sorted, 0.95)]).toEqual([20, 30]);
    expect([percentileLinear([], 0.5), quantileNoInterpolation([], 0.5)]).toEqual([null, 0]);
  });

  it('lie between smallest and largest', () => {
    const values = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, q) => {
        const sorted = ascending(all);
        for (const value of [percentileLinear(sorted, q) ?? Number.NaN, quantileNoInterpolation(sorted, q)]) {
          expect(value).toBeGreaterThanOrEqual(sorted[0] ?? 0);
          expect(value).toBeLessThanOrEqual(sorted.at(-1) ?? 0);
        }
      }),
    );
  });
});

describe('roi estimate', () => {
  it('bounds the gain by what a burst costs, halved at the low end', () => {
    const samples = Array.from({ length: 20 }, (_, at) => sample(at, at < 18 ? 100 : 400));
    expect(estimateRoi({ ...windowOf(samples), signals: BURST }).potential.speedup_pct_range).toEqual([0.375, 0.75]);
  });

  it('promises nothing without an incident, and says so', () => {
    expect(estimateRoi({ ...windowOf([sample(0, 100), sample(1, 900)]), signals: QUIET })).toMatchObject({
      potential: { speedup_pct_range: [0, 0], latency_reduction_pct_range: [0, 0] },
      notes: ['stable'],
    });
  });

  it('never promises more than four fifths, whatever the samples, and names no action', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.double({ min: 0.001, max: 1e9, noNaN: true }), { minLength: 1 })), (workers) => {
        const samples = workers.map((worker_latencies_ms, at) =>
          sample(at, worker_latencies_ms[0] ?? 1, { worker_latencies_ms }),
        );
        const estimate = estimateRoi({ ...windowOf(samples), signals: { ...BURST, straggler: true } });
        const [low, high] = estimate.potential.speedup_pct_range;
        expect(low).toBeLessThanOrEqual(high);
        expect(high).toBeLessThanOrEqual(0.8);
        expect(JSON.stringify(estimate)).not.toMatch(/actions|knob|target|chord|k8s_plan|decision_trace/);
      }),
    );
  });
});

describe('before and after', () => {
  const inputs = { usd_per_gpu_hour: 2, gpus: 4, hours_per_month: 730 };

  it('turns a speedup into saved hours and money', () => {
    expect(compareBeforeAfter(sideOf([200, 200]), sideOf([100, 100]), inputs)).toMatchObject({
      summary: {
        speedup_p50: 2,
        savings: 0.5,
        gpu_hours_saved_per_hour: 2,
        gpu_hours_saved_per_month: 1_460,
        usd_saved_per_gpu_hour: 1,
        usd_saved_per_hour: 4,
        usd_saved_per_month: 2_920,
      },
      notes: [],
    });
  });

  it('multiplies before it rounds', () => {
    const { summary } = compareBeforeAfter(sideOf([3, 3]), sideOf([2, 2]), { ...inputs, gpus: 1_000 });
    expect(summary).toMatchObject({ savings: 0.333333, gpu_hours_saved_per_hour: 333.333333, usd_saved_per_hour: 666.666667 });
  });

  it('saves nothing when it became slower, and names no price that it was not given', () => {
    const { notes, summary } = compareBeforeAfter(sideOf([100, 100]), sideOf([200, 200]), { ...inputs, usd_per_gpu_hour: null });
    expect(summary).toMatchObject({ speedup_p50: 0.5, savings: 0, usd_saved_per_month: null });
    expect(notes).toEqual(['usd_per_gpu_hour_missing']);
  });

  it('says what makes the data unfit, baseline first', () => {
    expect(unfit(sideOf([1]), sideOf([]))).toBe('baseline requires at least 2 samples (got 1)');
    expect(unfit(sideOf([1, 1]), sideOf([]))).toBe('candidate requires at least 2 samples (got 0)');
    expect(unfit(sideOf([1, 1]), sideOf([1, 1]))).toBeNull();
    expect(compareBeforeAfter(sideOf([]), sideOf([]), inputs)).toMatchObject({
      summary: { speedup_p50: null },
      notes: ['baseline_p50_ms_invalid', 'baseline_samples_empty', 'candidate_p50_ms_invalid', 'candidate_samples_empty'],
    });
  });
});
