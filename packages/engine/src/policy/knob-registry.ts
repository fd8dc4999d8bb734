import type { KnobBounds, KnobName, KnobSpec } from '@modekeeper/contracts';

/** Every knob with its bounds, step and initial value, in registration order (contract page `policy`, "Knob registry"). */
export const KNOB_REGISTRY: readonly KnobSpec[] = [
  { knob: 'dataloader_num_workers', min: 1, max: 16, step: 1, initial: 4 },
  { knob: 'dataloader_prefetch_factor', min: 1, max: 8, step: 1, initial: 2 },
  { knob: 'grad_accum_steps', min: 1, max: 64, step: 1, initial: 4 },
  { knob: 'microbatch_size', min: 1, max: 256, step: 1, initial: 32 },
  { knob: 'comm_bucket_mb', min: 16, max: 512, step: 16, initial: 128 },
  { knob: 'timeout_ms', min: 1000, max: 60_000, step: 500, initial: 5000 },
  { knob: 'concurrency', min: 1, max: 64, step: 1, initial: 8 },
];

/** Knobs that change what a step computes; under `heuristic_v1` they are only ever advised, never planned. */
export const BATCH_KNOBS: readonly KnobName[] = ['grad_accum_steps', 'microbatch_size'];

/** The registry row of a knob, or `undefined` for a name that is not registered (pseudo knobs included). */
export function findKnob(knob: string): KnobSpec | undefined {
  return KNOB_REGISTRY.find((spec) => spec.knob === knob);
}

/** The registry's inclusive bounds of a knob, or `undefined` for an unknown name. */
export function registryBounds(knob: string): KnobBounds | undefined {
  const spec = findKnob(knob);
  return spec && { min: spec.min, max: spec.max };
}
