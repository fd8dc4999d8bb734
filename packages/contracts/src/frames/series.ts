import { z } from 'zod';
import { targetRefSchema } from '../documents/target.ts';
import { epochMsSchema } from '../primitives.ts';
import { BUCKET_MS } from './bucket-widths.ts';

const measure = z.number().nullable();

/** One bucket of one workload; numbers may be fractions (nothing here is signed). Step times in milliseconds. */
export const seriesBucketSchema = z.object({
  start_ms: epochMsSchema,
  count: z.int().nonnegative(),
  step_time_ms: z.object({ median: measure, p95: measure, min: measure, max: measure }),
  /** Means over the bucket; null when the workload does not report them. */
  loss_mean: measure,
  throughput_mean: measure,
  gpu_util_pct_mean: measure,
  gpu_mem_util_pct_mean: measure,
  /** Knobs that the workload said it uses, as last seen in the bucket. */
  effective_knobs: z.record(z.string(), z.object({ value: z.int(), applied_step: z.int().nullable() })),
});
export type SeriesBucket = z.infer<typeof seriesBucketSchema>;

/** Aggregates of one target; never samples, pod names of other workloads, or log lines. */
export const seriesBodySchema = z.object({
  target: targetRefSchema,
  bucket_ms: z.union([z.literal(BUCKET_MS.fine), z.literal(BUCKET_MS.coarse)]),
  /** Pods that were followed, and matching pods beyond the limit of 16. */
  pods: z.object({ followed: z.int().nonnegative(), not_observed: z.int().nonnegative() }),
  buckets: z.array(seriesBucketSchema).max(400),
});
export type SeriesBody = z.infer<typeof seriesBodySchema>;
