import { z } from 'zod';
import { resolutionTerminalSchema } from '../plan-states.ts';
import { epochSecondsSchema, nonBlankSchema, sha256HexSchema } from '../primitives.ts';
import { nonceSchema } from './approval.ts';

/** A person's word on a plan that no read-back can settle; signed and pinned like an approval of the cluster's level. */
export const resolutionSchema = z.looseObject({
  schema_version: z.literal('resolution.v1'),
  plan_digest: sha256HexSchema,
  terminal: resolutionTerminalSchema,
  note: z.string().max(2000),
  person: z.looseObject({ id: nonBlankSchema, key_id: nonBlankSchema }),
  issued_at: epochSecondsSchema,
  nonce: nonceSchema,
});
export type Resolution = z.infer<typeof resolutionSchema>;
