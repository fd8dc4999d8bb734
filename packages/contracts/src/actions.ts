import { z } from 'zod';

/** What a policy proposes: an absolute target for one knob, with the reason and the chord it belongs to. */
export const actionSchema = z.object({
  knob: z.string(),
  target: z.int(),
  reason: z.string(),
  chord: z.string().nullable(),
});

/** A proposed action (contract page `policy`, "Action"). */
export type Action = z.infer<typeof actionSchema>;
