import { z } from 'zod';

/** The four base signals, in the order in which reports and decisions list them. */
export const SIGNAL_NAMES = ['drift', 'burst', 'straggler', 'gpu_saturated'] as const;

/** Name of a base signal. */
export type SignalName = (typeof SIGNAL_NAMES)[number];

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
