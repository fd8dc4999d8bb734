import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observeIngest } from './counters.ts';
import { effectiveKnobs } from './effective-knobs.ts';
import { DEFAULT_LIMITS, WorkloadIngest } from './ingest.ts';

const NOW = 1_700_000_000_000;
const POD = { pod: 'a', node: 'node-1' };
const line = (at_ms: number, step = 1, more = '') => ({
  text: `{"ts":${at_ms},"step":${step},"throughput":10${more}}`,
  truncated: false,
});

describe('WorkloadIngest', () => {
  it('sorts by timestamp, drops repetitions, keeps equal times with different content, counts late ones', () => {
    const ingest = new WorkloadIngest();
    for (const next of [line(NOW - 3000, 1), line(NOW - 1000, 3), line(NOW - 2000, 2), line(NOW - 2000, 2), line(NOW - 2000, 9)])
      ingest.accept(POD, next, NOW);
    expect(ingest.samples(NOW).map((sample) => sample.step)).toEqual([1, 2, 9, 3]);
    expect(ingest.counters()).toMatchObject({ lines: 5, samples: 4, dropped_duplicates: 1, reordered: 2 });
    expect(observeIngest(ingest.counters())).toEqual({
      dropped_invalid_json: 0,
      dropped_invalid_shape: 0,
      dropped_missing_fields: 0,
      dropped_duplicates: 1,
      dropped_total: 1,
      reordered: 2,
    });
  });

  it('gives samples the node of their pod', () => {
    const ingest = new WorkloadIngest();
    expect(ingest.accept(POD, line(NOW), NOW)?.node).toBe('node-1');
  });

  it('forgets what has left the window, and takes nothing from outside of it', () => {
    const ingest = new WorkloadIngest();
    ingest.accept(POD, line(NOW), NOW);
    ingest.accept(POD, line(NOW - 61_000), NOW);
    ingest.accept(POD, line(NOW + 61_000), NOW);
    expect(ingest.samples(NOW + 60_000)).toHaveLength(1);
    expect(ingest.samples(NOW + 60_001)).toHaveLength(0);
    expect(ingest.counters().dropped_out_of_window).toBe(2);
  });

  it('counts text that is not UTF-8, cut lines, ordinary output and incomplete records apart', () => {
    const ingest = new WorkloadIngest();
    for (const text of [null, 'hello', '{"step":1}', '  ']) ingest.accept(POD, { text, truncated: false }, NOW);
    ingest.accept(POD, { ...line(NOW), truncated: true }, NOW);
    expect(ingest.counters()).toMatchObject({
      lines: 4,
      dropped_invalid_text: 2,
      dropped_no_record: 1,
      dropped_missing_fields: 1,
      samples: 0,
    });
  });

  it('observes 16 pods and no more, until one is forgotten', () => {
    const ingest = new WorkloadIngest();
    for (let pod = 0; pod < 17; pod += 1) ingest.accept({ pod: `p${pod}`, node: null }, line(NOW, pod), NOW);
    expect(ingest.samplesByPod(NOW).size).toBe(16);
    expect(ingest.counters().dropped_pod_limit).toBe(1);
    ingest.forget('p0');
    expect(ingest.accept({ pod: 'p16', node: null }, line(NOW), NOW)).not.toBeNull();
  });

  it('holds at most the limit per pod; the oldest go first', () => {
    const ingest = new WorkloadIngest({ ...DEFAULT_LIMITS, max_samples_per_pod: 3 });
    for (let step = 0; step < 5; step += 1) ingest.accept(POD, line(NOW + step, step), NOW);
    expect(ingest.samples(NOW).map((sample) => sample.step)).toEqual([2, 3, 4]);
    expect(ingest.counters()).toMatchObject({ samples: 5, dropped_overflow: 2 });
  });

  it('accounts for every line exactly once and stays sorted, whatever arrives', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constant(null),
      fc
        .tuple(fc.integer({ min: NOW - 70_000, max: NOW + 70_000 }), fc.integer({ min: 0, max: 3 }))
        .map(([at_ms, step]) => line(at_ms, step).text),
    );
    const arrivals = fc.array(fc.record({ text, truncated: fc.boolean(), pod: fc.constantFrom('a', 'b', 'c') }), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(arrivals, (all) => {
        const ingest = new WorkloadIngest({ ...DEFAULT_LIMITS, max_pods: 2, max_samples_per_pod: 10 });
        for (const { pod, ...next } of all) ingest.accept({ pod, node: null }, next, NOW);
        const { lines, samples, reordered, dropped_overflow, ...dropped } = ingest.counters();
        expect(Object.values(dropped).reduce((sum, count) => sum + count, samples)).toBe(lines);
        const times = ingest.samples(NOW).map((sample) => sample.timestamp_ms);
        expect(times).toEqual([...times].sort((left, right) => left - right));
        expect(times.length).toBe(samples - dropped_overflow);
        expect(reordered).toBeLessThanOrEqual(samples);
      }),
    );
  });
});

describe('effectiveKnobs', () => {
  it('gives the last report per knob with the step of its sample', () => {
    const ingest = new WorkloadIngest();
    ingest.accept(POD, line(NOW, 1, ',"knobs":{"concurrency":1,"dataloader_prefetch_factor":1}'), NOW);
    ingest.accept(POD, line(NOW + 1000, 2, ',"knobs":{"concurrency":4}'), NOW);
    ingest.accept(POD, line(NOW + 2000, 3), NOW);
    expect(effectiveKnobs(ingest.samples(NOW))).toEqual({
      concurrency: { value: 4, applied_step: 2, at_ms: NOW + 1000 },
      dataloader_prefetch_factor: { value: 1, applied_step: 1, at_ms: NOW },
    });
  });
});
