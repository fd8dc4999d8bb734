import { BUCKET_MS, type Sample, seriesBucketSchema } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleAt } from '../test-samples.ts';
import { ACKNOWLEDGE_MS, type AcknowledgeFacts, judgeAcknowledgement } from './acknowledge.ts';
import { aggregateSamples } from './aggregate.ts';
import { effectiveKnobs } from './effective-knobs.ts';
import { mergeBuckets } from './merge-buckets.ts';
import { quantile } from './quantile.ts';

const anySamples: fc.Arbitrary<Sample[]> = fc.array(
  fc
    .record({
      t: fc.integer({ min: 0, max: 1_000_000 }),
      latency_ms: fc.double({ min: 1, max: 1e5, noNaN: true }),
      loss: fc.option(fc.double({ min: -9, max: 9, noNaN: true })),
      gpu: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
      knob: fc.option(fc.integer({ min: 1, max: 8 })),
    })
    .map(({ t, latency_ms, loss, gpu, knob }) =>
      sampleAt(t, { latency_ms, loss, gpu_util_pct: gpu, ...(knob !== null && { knobs: { concurrency: knob } }) }),
    ),
  { maxLength: 60 },
);

describe('aggregateSamples', () => {
  it('gives count, median, p95, min, max, means and the last knobs of each bucket', () => {
    const samples = [
      sampleAt(10_000, { latency_ms: 100, loss: 1, step: 1, knobs: { concurrency: 1 } }),
      sampleAt(19_999, { latency_ms: 300, loss: null, step: 3, knobs: { concurrency: 4 } }),
      sampleAt(15_000, { latency_ms: 200, loss: 2, step: 2 }),
      sampleAt(20_000, { latency_ms: 50 }),
    ];
    expect(aggregateSamples(samples)).toEqual([
      {
        start_ms: 10_000,
        count: 3,
        step_time_ms: { median: 200, p95: 200, min: 100, max: 300 },
        loss_mean: 1.5,
        throughput_mean: 10,
        gpu_util_pct_mean: null,
        gpu_mem_util_pct_mean: null,
        effective_knobs: { concurrency: { value: 4, applied_step: 3 } },
      },
      expect.objectContaining({ start_ms: 20_000, count: 1, loss_mean: null, effective_knobs: {} }),
    ]);
  });
  it('puts each sample into exactly one bucket, sorted, aligned, never an empty one, independent of input order', () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        const buckets = aggregateSamples(samples);
        expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(samples.length);
        for (const [index, bucket] of buckets.entries()) {
          expect(seriesBucketSchema.parse(bucket)).toEqual(bucket);
          expect(bucket.count).toBeGreaterThan(0);
          expect(bucket.start_ms % BUCKET_MS.fine).toBe(0);
          expect(bucket.start_ms).toBeGreaterThan(buckets[index - 1]?.start_ms ?? -1);
          const { min, median, p95, max } = bucket.step_time_ms;
          expect((min ?? 0) <= (median ?? 0) && (p95 ?? 0) <= (max ?? 0)).toBe(true);
        }
        const plain = ({ effective_knobs: _, ...rest }: (typeof buckets)[number]) => rest;
        expect(aggregateSamples(samples.toReversed()).map(plain)).toEqual(buckets.map(plain));
      }),
    );
  });
});

describe('mergeBuckets', () => {
  it('keeps count, min and max exact and everything else inside what was measured', () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        const coarse = mergeBuckets(aggregateSamples(samples));
        const direct = aggregateSamples(samples, BUCKET_MS.coarse);
        expect(coarse.map(({ start_ms, count }) => [start_ms, count])).toEqual(
          direct.map(({ start_ms, count }) => [start_ms, count]),
        );
        for (const [index, bucket] of coarse.entries()) {
          expect(seriesBucketSchema.parse(bucket)).toEqual(bucket);
          const { min, max, median, p95 } = bucket.step_time_ms;
          expect([min, max]).toEqual([direct[index]?.step_time_ms.min, direct[index]?.step_time_ms.max]);
          for (const value of [median, p95])
            expect(min !== null && max !== null && value !== null && value >= min && value <= max).toBe(true);
          expect(bucket.loss_mean === null).toBe(direct[index]?.loss_mean === null);
          expect(bucket.throughput_mean).toBeCloseTo(direct[index]?.throughput_mean ?? Number.NaN, 9);
        }
      }),
    );
  });
  it('is exact for equal buckets and takes the last reported knobs', () => {
    const samples = Array.from({ length: 30 }, (_, index) =>
      sampleAt(index * 10_000, { latency_ms: 7, loss: 0.1, step: index, knobs: { concurrency: index } }),
    );
    expect(mergeBuckets(aggregateSamples(samples))).toEqual([
      {
        start_ms: 0,
        count: 30,
        step_time_ms: { median: 7, p95: 7, min: 7, max: 7 },
        loss_mean: 0.1,
        throughput_mean: 10,
        gpu_util_pct_mean: null,
        gpu_mem_util_pct_mean: null,
        effective_knobs: { concurrency: { value: 29, applied_step: 29 } },
      },
    ]);
  });
  it('weights by samples: one slow sample among many does not become the median', () => {
    const samples = [
      ...Array.from({ length: 9 }, (_, index) => sampleAt(index, { latency_ms: 100 })),
      sampleAt(10_000, { latency_ms: 900 }),
    ];
    expect(mergeBuckets(aggregateSamples(samples))[0]?.step_time_ms).toEqual({ median: 100, p95: 900, min: 100, max: 900 });
  });
  it('gives nothing for nothing', () => {
    expect(mergeBuckets([])).toEqual([]);
    expect(aggregateSamples([])).toEqual([]);
  });
});

describe('quantile', () => {
  it('truncates the index and does not interpolate', () => {
    expect(quantile([1, 2, 3], 0.95)).toBe(2);
    expect(quantile([1, 2], 1)).toBe(2);
    expect(quantile([], 0.5)).toBeNull();
  });
});

describe('effectiveKnobs', () => {
  it('takes the newest report of each knob by time, not by position', () => {
    const samples = [
      sampleAt(2000, { step: 2, knobs: { a: 2 } }),
      sampleAt(1000, { step: 1, knobs: { a: 1, b: 9 } }),
      sampleAt(3000, { step: 3 }),
    ];
    expect(effectiveKnobs(samples)).toEqual({ a: { value: 2, applied_step: 2 }, b: { value: 9, applied_step: 1 } });
    expect(effectiveKnobs([])).toEqual({});
  });
});

describe('judgeAcknowledgement', () => {
  const facts = (over: Partial<AcknowledgeFacts> = {}): AcknowledgeFacts => ({
    targets: [{ knob: 'concurrency', to: 4 }],
    samples: [],
    rollout_done_ms: 100_000,
    sample_interval_ms: 2000,
    now_ms: 110_000,
    ...over,
  });
  const says = (timestamp_ms: number, concurrency: number): Sample => sampleAt(timestamp_ms, { knobs: { concurrency } });
  it('is acknowledged by a report after the rollout with the target of every knob', () => {
    expect(judgeAcknowledgement(facts({ samples: [says(100_000, 4)] })).verdict).toBe('acknowledged');
    const two = {
      targets: [
        { knob: 'concurrency', to: 4 },
        { knob: 'dataloader_prefetch_factor', to: 2 },
      ],
      samples: [says(100_000, 4)],
    };
    expect(judgeAcknowledgement(facts(two))).toMatchObject({ verdict: 'pending', missing: ['dataloader_prefetch_factor'] });
  });
  it('does not count reports from before the rollout, nor an older one against a newer', () => {
    expect(judgeAcknowledgement(facts({ samples: [says(99_999, 4)] })).verdict).toBe('pending');
    expect(judgeAcknowledgement(facts({ samples: [says(100_000, 4), says(101_000, 1)] })).verdict).toBe('pending');
    expect(judgeAcknowledgement(facts({ samples: [says(101_000, 4), says(100_000, 1)] })).verdict).toBe('acknowledged');
  });
  it('waits 60 s or the time of twelve samples, the longer', () => {
    const at = (after_ms: number, sample_interval_ms: number | null) =>
      judgeAcknowledgement(facts({ now_ms: 100_000 + after_ms, sample_interval_ms })).verdict;
    expect(at(ACKNOWLEDGE_MS - 1, 2000)).toBe('pending');
    expect(at(ACKNOWLEDGE_MS, 2000)).toBe('not_acknowledged');
    expect(at(ACKNOWLEDGE_MS, null)).toBe('not_acknowledged');
    expect(at(119_999, 10_000)).toBe('pending');
    expect(at(120_000, 10_000)).toBe('not_acknowledged');
  });
  it('asks nothing about a removed knob', () => {
    expect(judgeAcknowledgement(facts({ targets: [{ knob: 'concurrency', to: null }] })).verdict).toBe('acknowledged');
  });
});
