import { z } from 'zod';

/** Every knob that ModeKeeper knows, in registration order. */
export const KNOB_NAMES = [
  'dataloader_num_workers',
  'dataloader_prefetch_factor',
  'grad_accum_steps',
  'microbatch_size',
  'comm_bucket_mb',
  'timeout_ms',
  'concurrency',
] as const;

/** Schema of a registered knob's name. */
export const knobNameSchema = z.enum(KNOB_NAMES);

/** Name of a registered knob. */
export type KnobName = z.infer<typeof knobNameSchema>;

/** One row of the knob registry: integer bounds, step and the value of a run that knows nothing better. */
export const knobSpecSchema = z.object({
  knob: knobNameSchema,
  min: z.int(),
  max: z.int(),
  step: z.int().positive(),
  initial: z.int(),
});

/** One row of the knob registry. */
export type KnobSpec = z.infer<typeof knobSpecSchema>;

/** Inclusive integer bounds of a knob. */
export const knobBoundsSchema = z.object({ min: z.int(), max: z.int() });

/** Inclusive integer bounds of a knob. */
export type KnobBounds = z.infer<typeof knobBoundsSchema>;
