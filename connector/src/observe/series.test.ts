import type { Sample } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { SeriesBuffer } from './series.ts';

const HEAD = {
  target: { apiVersion: 'apps/v1' as const, kind: 'Deployment' as const, namespace: 'training', name: 'trainer' },
  pods: { followed: 1, not_observed: 0 },
};
const NOW = 1_000_000_000;
const sample = (timestamp_ms: number): Sample => ({
  timestamp_ms,
  loss: null,
  latency_ms: 100,
  throughput: 1,
  worker_latencies_ms: [100],
  step: null,
  node: null,
  gpu_model: null,
  gpu_util_pct: null,
  gpu_mem_util_pct: null,
});

describe('SeriesBuffer', () => {
  it('sends each closed bucket once', () => {
    const buffer = new SeriesBuffer();
    buffer.take([sample(NOW - 20_000)], NOW);
    expect(buffer.drain(HEAD, false, NOW).map(({ buckets }) => buckets.length)).toEqual([1]);
    expect(buffer.drain(HEAD, false, NOW)).toEqual([]);
  });

  it('tells what pods are followed before the first sample, when they change, and when somebody new looks', () => {
    const buffer = new SeriesBuffer();
    const told = (pods = HEAD.pods) =>
      buffer.drain({ ...HEAD, pods }, false, NOW).map((body) => [body.pods.followed, body.buckets]);
    expect(told()).toEqual([[1, []]]);
    expect(told()).toEqual([]);
    expect(told({ followed: 0, not_observed: 0 })).toEqual([[0, []]]);
    buffer.tellPodsAgain();
    expect(told({ followed: 0, not_observed: 0 })).toEqual([[0, []]]);
  });
});
