import { sampleSchema } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seriesSamples } from './samples.ts';
import { rangeSeries } from './series.ts';

const answer = (...series: [number, string][][]) => ({
  status: 'success',
  data: { resultType: 'matrix', result: series.map((values) => ({ metric: {}, values })) },
});
const of = (...series: [number, string][][]) => rangeSeries(answer(...series)) ?? [];

describe('prometheus series', () => {
  it('become one sample per step where the step time has a usable value', () => {
    const samples = seriesSamples({
      step_time_ms: of([
        [15, '120'],
        [5, '100'],
        [10, 'NaN'],
        [20, '0'],
        [25.5, '+Inf'],
      ]),
      loss: of([
        [5, '1.5'],
        [10, '9'],
      ]),
      throughput: of([[5, '-1']]),
      gpu_util_pct: of([[15, '95']]),
      worker_latency_ms: of([[5, '90']], [[5, '110']], [[15, '0']]),
    });
    expect(samples).toMatchObject([
      { timestamp_ms: 5_000, latency_ms: 100, loss: 1.5, throughput: 0, worker_latencies_ms: [90, 110], gpu_util_pct: null },
      { timestamp_ms: 15_000, latency_ms: 120, loss: null, worker_latencies_ms: [120], gpu_util_pct: 95 },
    ]);
    for (const sample of samples) sampleSchema.parse(sample);
  });

  it.each([null, {}, { status: 'error' }, { status: 'success', data: { resultType: 'vector', result: [] } }])(
    'are none in %j',
    (value) => {
      expect(rangeSeries(value)).toBeNull();
    },
  );

  it('never throw, whatever was answered', () => {
    const values = fc.array(
      fc.oneof(fc.anything(), fc.tuple(fc.double(), fc.string()), fc.tuple(fc.integer(), fc.constant('5'))),
    );
    fc.assert(
      fc.property(fc.anything(), values, (any, points) => {
        rangeSeries(any);
        const found = rangeSeries({ status: 'success', data: { resultType: 'matrix', result: [any, { values: points }] } });
        for (const sample of seriesSamples({ step_time_ms: (found ?? []).slice(1) })) sampleSchema.parse(sample);
      }),
    );
  });
});
