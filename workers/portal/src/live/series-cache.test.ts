import type { SeriesBody, SeriesBucket } from '@modekeeper/contracts';
import { QueryClient } from '@tanstack/react-query';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keys } from './keys.ts';
import { addBuckets, mergeBuckets, type SeriesData, withBuckets } from './series-cache.ts';

const bucket = (start_ms: number, count = 1): SeriesBucket => ({
  start_ms,
  count,
  step_time_ms: { median: 1, p95: 1, min: 1, max: 1 },
  loss_mean: null,
  throughput_mean: null,
  gpu_util_pct_mean: null,
  gpu_mem_util_pct_mean: null,
  effective_knobs: {},
});
const starts = fc.array(fc.nat(50));

describe('mergeBuckets', () => {
  it('keeps one bucket for each start, ascending', () => {
    fc.assert(
      fc.property(starts, starts, (known, added) => {
        const merged = mergeBuckets(
          known.map((at) => bucket(at)),
          added.map((at) => bucket(at)),
        ).map(({ start_ms }) => start_ms);
        expect(merged).toEqual([...new Set([...known, ...added])].sort((left, right) => left - right));
      }),
    );
  });

  it('believes the later word about a bucket that is still filling', () => {
    expect(mergeBuckets([bucket(10, 3)], [bucket(10, 7)])).toEqual([bucket(10, 7)]);
  });
});

const HOUR = 3_600_000;
const body = (starts_ms: number[], bucket_ms: SeriesBody['bucket_ms'] = 10_000): SeriesBody => ({
  target: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'training', name: 'trainer' },
  bucket_ms,
  pods: { followed: 1, not_observed: 0 },
  buckets: starts_ms.map((at) => bucket(at)),
});
const startsOf = (data: SeriesData | undefined) => data?.workloads.map(({ buckets }) => buckets.map(({ start_ms }) => start_ms));

describe('withBuckets', () => {
  it('lets buckets go that have grown older than the span', () => {
    const data = withBuckets({ workloads: [] }, body([0, HOUR]), HOUR);
    expect(startsOf(withBuckets(data, body([HOUR + 10_000]), HOUR))).toEqual([[HOUR, HOUR + 10_000]]);
  });

  it('keeps what pods there are even before the first bucket', () => {
    const [workload] = withBuckets({ workloads: [] }, body([]), HOUR).workloads;
    expect(workload).toMatchObject({ workload: 'apps/v1/Deployment/training/trainer', buckets: [], pods: { followed: 1 } });
  });
});

describe('addBuckets', () => {
  const at = { organization_id: 'org_1', cluster_id: 'cl_1' };
  const key = keys.seriesOf('org_1', 'cl_1', { bucket_ms: 10_000, span_ms: HOUR });

  it('feeds series of the same width only, an empty one too', () => {
    const queries = new QueryClient();
    const coarse = keys.seriesOf('org_1', 'cl_1', { bucket_ms: 300_000, span_ms: HOUR });
    queries.setQueryData<SeriesData>(key, { workloads: [] });
    queries.setQueryData<SeriesData>(coarse, { workloads: [] });
    addBuckets(queries, at, body([10_000]));
    expect(startsOf(queries.getQueryData(key))).toEqual([[10_000]]);
    expect(startsOf(queries.getQueryData(coarse))).toEqual([]);
  });

  it('takes a series whose key names no width for a fine one', () => {
    const queries = new QueryClient();
    const recent = [...keys.series('org_1', 'cl_1'), 'recent'];
    queries.setQueryData<SeriesData>(recent, { workloads: [] });
    addBuckets(queries, at, body([10_000], 300_000));
    addBuckets(queries, at, body([20_000]));
    expect(startsOf(queries.getQueryData(recent))).toEqual([[20_000]]);
  });

  it('does not lose what comes while an older answer is on its way', async () => {
    const queries = new QueryClient();
    let answer: (data: SeriesData) => void = () => undefined;
    const reading = queries.fetchQuery({
      queryKey: key,
      queryFn: () =>
        new Promise<SeriesData>((done) => {
          answer = done;
        }),
    });
    addBuckets(queries, at, body([20_000]));
    answer({
      workloads: [{ workload: 'apps/v1/Deployment/training/trainer', bucket_ms: 10_000, pods: null, buckets: [bucket(10_000)] }],
    });
    await reading;
    expect(startsOf(queries.getQueryData(key))).toEqual([[10_000, 20_000]]);
  });
});
