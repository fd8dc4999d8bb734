import { z } from 'zod';

/** The `signals` object of `heuristic_v1`: `incident` is the OR of the four base signals, `stable` its negation. */
export const signalsSchema = z.object({
  drift: z.boolean(),
  burst: z.boolean(),
  straggler: z.boolean(),
  gpu_saturated: z.boolean(),
  incident: z.boolean(),
  stable: z.boolean(),
  notes: z.array(z.string()),
});

/** Signals of one window of samples. */
export type Signals = z.infer<typeof signalsSchema>;
