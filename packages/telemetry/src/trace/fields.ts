import { GPU_KEYS } from '../fields/gpu.ts';
import { PLACE_KEYS } from '../fields/place.ts';

/** Fields that figures are made of; those that hold a number come first, so that they index an array. */
export const Field = {
  ts: 0,
  step_time: 1,
  loss: 2,
  throughput: 3,
  gpu_util: 4,
  gpu_mem: 5,
  mem_used: 6,
  mem_total: 7,
  step: 8,
  rank: 9,
  workers: 10,
  node: 11,
  model: 12,
  /** Says nothing for figures; it only has to be JSON. */
  other: 13,
} as const;

export const NUMBER_FIELDS = 10;

const named = (keys: readonly string[], field: number) => keys.map((key) => [key, field] as const);

/** The field that a key of a record stands for (contract page `telemetry`, "File source"). */
export const FIELD_OF_KEY: ReadonlyMap<string, number> = new Map([
  ['ts', Field.ts],
  ['step_time_ms', Field.step_time],
  ['loss', Field.loss],
  ['throughput', Field.throughput],
  ['step', Field.step],
  ['rank', Field.rank],
  ['worker_latencies_ms', Field.workers],
  ...named(GPU_KEYS.util, Field.gpu_util),
  ...named(GPU_KEYS.memory_util, Field.gpu_mem),
  ...named(GPU_KEYS.memory_used, Field.mem_used),
  ...named(GPU_KEYS.memory_total, Field.mem_total),
  ...named(PLACE_KEYS.node, Field.node),
  ...named(PLACE_KEYS.gpu_model, Field.model),
]);
