import { BUCKET_MS, type SeriesBody, type SeriesBucket, type TargetRef } from '@modekeeper/contracts';
import type { FakeConnector } from './fake-connector.ts';
import { WORKLOAD } from './hello.ts';

/** Buckets of a frame (contract: 400). */
const FRAME_BUCKETS = 400;

/** A training run: when its steps were slow, and when a change of its knobs made them faster for good; ms since the epoch. */
export type Shape = {
  bursts: readonly (readonly [from_ms: number, to_ms: number])[];
  changes_ms: readonly number[];
  /** Leaves loss, throughput and GPU figures out, as a workload that does not report them. */
  bare?: boolean;
};

/** Medians without a burst, before the first change and after each. */
const CALM_MS = [1_240, 980, 820];

/** A bucket of the run; the same for the same time, so that pictures can be compared. */
export function bucketAt(start_ms: number, { bare = false, bursts, changes_ms }: Shape): SeriesBucket {
  const wave = Math.sin(start_ms / 97_000) + 0.5 * Math.sin(start_ms / 31_000);
  const isBurst = bursts.some(([from_ms, to_ms]) => start_ms >= from_ms && start_ms < to_ms);
  const changed = changes_ms.filter((at_ms) => at_ms <= start_ms).length;
  const calm = CALM_MS[Math.min(changed, CALM_MS.length - 1)] ?? 0;
  const median = calm * (isBurst ? 1.6 : 1) + 30 * wave;
  const knobs = { concurrency: 4 ** changed, dataloader_prefetch_factor: 2 ** changed };
  return {
    ...{ start_ms, count: 8 },
    step_time_ms: { median, p95: median * (isBurst ? 1.9 : 1.15), min: median * 0.92, max: median * (isBurst ? 2.1 : 1.2) },
    loss_mean: bare ? null : 1.6 + 0.2 * Math.cos(start_ms / 7_200_000) + 0.01 * wave,
    throughput_mean: bare ? null : 240_000 / median,
    gpu_util_pct_mean: bare ? null : (isBurst ? 54 : 91) + 2 * wave,
    gpu_mem_util_pct_mean: bare ? null : 78 + wave,
    effective_knobs: Object.fromEntries(Object.entries(knobs).map(([knob, value]) => [knob, { value, applied_step: 100 }])),
  };
}

/** One frame of buckets, from `from_ms` on. */
export function seriesFrame(buckets: SeriesBucket[], target: TargetRef = WORKLOAD): SeriesBody {
  return { target, bucket_ms: BUCKET_MS.fine, pods: { followed: 2, not_observed: 0 }, buckets };
}

/** Sends fine buckets for [from_ms, to_ms). */
export function sendSeries(connector: FakeConnector, from_ms: number, to_ms: number, shape: Shape, target?: TargetRef): void {
  const first = Math.floor(from_ms / BUCKET_MS.fine) * BUCKET_MS.fine;
  for (let start = first; start < to_ms; start += FRAME_BUCKETS * BUCKET_MS.fine) {
    const buckets: SeriesBucket[] = [];
    for (let at = start; at < Math.min(to_ms, start + FRAME_BUCKETS * BUCKET_MS.fine); at += BUCKET_MS.fine)
      buckets.push(bucketAt(at, shape));
    connector.send('series', seriesFrame(buckets, target));
  }
}
