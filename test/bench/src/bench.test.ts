import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBenchFlags } from './flags.ts';
import { measureOf } from './measure.ts';
import { quantile } from './quantiles.ts';
import { exitCode, isOk } from './result.ts';

const samples = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 300 });

describe('quantile', () => {
  it('is the nearest rank of the sorted samples, whatever their order', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0.5, 0.99, 1].map((share) => quantile(hundred, share))).toEqual([50, 99, 100]);
    expect(quantile([7], 0.99)).toBe(7);
  });

  it('is always a sample, with at least its share of all at or below it and fewer below', () => {
    fc.assert(
      fc.property(samples, fc.constantFrom(0.01, 0.5, 0.9, 0.99, 1), (values, share) => {
        const value = quantile(values, share);
        expect(values).toContain(value);
        expect(values.filter((each) => each <= value).length).toBeGreaterThanOrEqual(share * values.length - 1e-9);
        expect(values.filter((each) => each < value).length).toBeLessThan(share * values.length);
      }),
    );
  });

  it('refuses what has no quantile', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(() => quantile([1], 0)).toThrow(RangeError);
    expect(() => quantile([1], 1.01)).toThrow(RangeError);
  });
});

describe('measureOf', () => {
  const taken = { name: 'x', unit: 'ms', how: 'a stopwatch' } as const;

  it('holds p99 against the limit and not the one outlier of two hundred', () => {
    const values = [...Array.from({ length: 199 }, () => 10), 5_000];
    const limit = { value: 250, judged: 'p99' } as const;
    expect(measureOf({ ...taken, samples: values, limit })).toEqual({
      name: 'x',
      unit: 'ms',
      limit: 250,
      judged: 'p99',
      ok: true,
      p50: 10,
      p95: 10,
      p99: 10,
      max: 5_000,
      n: 200,
      baseline: null,
      how: 'a stopwatch',
    });
    expect(measureOf({ ...taken, samples: values, limit: { value: 250, judged: 'max' } }).ok).toBe(false);
  });

  it('says nothing of ok without a limit, and names the baseline with the ratio of the medians', () => {
    const base = measureOf({ ...taken, name: 'base', samples: [4, 4, 4] });
    expect(measureOf({ ...taken, samples: [10], baseline: base })).toMatchObject({
      ok: null,
      limit: null,
      baseline: { name: 'base', p50: 4, ratio: 2.5 },
    });
  });

  it('is JSON that reads back as it was', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const measure = measureOf({ ...taken, samples: values });
        expect(JSON.parse(JSON.stringify(measure))).toEqual(measure);
      }),
    );
  });
});

describe('the result', () => {
  const missed = measureOf({ name: 'x', unit: 'ms', how: '', samples: [9], limit: { value: 1, judged: 'p99' } });

  it('is not ok when a limit was missed, but the exit code is 0', () => {
    expect([isOk([missed], []), exitCode({ missing: [] })]).toEqual([false, 0]);
  });

  it('has exit code 1 only when a measure could not be taken', () => {
    const missing = [{ group: 'idle', why: 'no connector' }];
    expect([isOk([], missing), exitCode({ missing })]).toEqual([false, 1]);
  });
});

describe('the command line', () => {
  it('takes everything in ten rounds when nothing is said', () => {
    expect(readBenchFlags([])).toEqual({ groups: ['thread', 'idle', 'bundle', 'mk', 'portal'], rounds: 10 });
  });

  it('takes the groups of the named measures', () => {
    expect(readBenchFlags(['--only', 'worker_bundle_gzip,kill_to_refusal', '--rounds', '1'])).toEqual({
      groups: ['thread', 'bundle'],
      rounds: 1,
    });
  });

  it.each([
    ['--rounds', '0'],
    ['--rounds', 'many'],
    ['--only', 'speed'],
  ])('refuses %s %s', (...args) => {
    expect(() => readBenchFlags(args)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});
