import { z } from 'zod';

const phaseMs = z.number().nonnegative().optional();
const ordinal = z.int().nonnegative().optional();

/**
 * One telemetry sample of a training workload (contract page `telemetry`, "Sample").
 *
 * `latency_ms` is the step time and the only field that latency rules read; `worker_latencies_ms` is never empty
 * (a single-worker sample repeats its step time). `null` means "known to be absent"; an optional field with an unusable
 * value is left out while the record stays.
 */
export const sampleSchema = z.object({
  timestamp_ms: z.int(),
  loss: z.number().nullable(),
  latency_ms: z.number().positive(),
  throughput: z.number(),
  worker_latencies_ms: z.array(z.number()).min(1),
  step: z.int().nullable(),
  node: z.string().nullable(),
  gpu_model: z.string().nullable(),
  gpu_util_pct: z.number().nullable(),
  gpu_mem_util_pct: z.number().nullable(),
  input_wait_ms: phaseMs,
  forward_ms: phaseMs,
  backward_ms: phaseMs,
  sync_ms: phaseMs,
  optimizer_ms: phaseMs,
  checkpoint: z.boolean().optional(),
  rank: ordinal,
  stage: ordinal,
  world_size: ordinal,
  knobs: z.record(z.string(), z.int()).optional(),
});

/** One telemetry sample, already parsed and cleaned by a source. */
export type Sample = z.infer<typeof sampleSchema>;
