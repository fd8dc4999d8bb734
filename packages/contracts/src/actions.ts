import { z } from 'zod';

/** Pseudo knob of the planner's recover step; never becomes a plan item. */
export const RECOVER_KNOB = '__recover__';

/** Pseudo knob of the planner's relock step; never becomes a plan item. */
export const RELOCK_KNOB = '__relock__';

/** What a policy proposes: an absolute target for one knob, with the reason and the chord it belongs to. */
export const actionSchema = z.object({
  knob: z.string(),
  target: z.int(),
  reason: z.string(),
  chord: z.string().nullable(),
});

/** A proposed action (contract page `policy`, "Action"). */
export type Action = z.infer<typeof actionSchema>;
