import { z } from 'zod';
import { compareCodePoints } from '../json/code-point-order.ts';
import { jsonValueSchema } from '../json/value-schema.ts';
import { nonBlankSchema, sha256HexSchema } from '../primitives.ts';

/** [JSON pointer, before, after]; null = absent. */
export const effectChangeSchema = z.tuple([z.string(), jsonValueSchema, jsonValueSchema]);
export type EffectChange = z.infer<typeof effectChangeSchema>;

const sortedByPointer = (changes: readonly EffectChange[]): boolean =>
  changes.every(([pointer], index) => index === 0 || compareCodePoints(changes[index - 1]?.[0] ?? '', pointer) < 0);

export const effectObjectSchema = z.looseObject({
  uid: nonBlankSchema,
  preimage_sha256: sha256HexSchema,
  changes: z.array(effectChangeSchema).refine(sortedByPointer, 'changes must be sorted by pointer, each pointer once'),
});
export type EffectObject = z.infer<typeof effectObjectSchema>;

/**
 * What the server's dry run would change: the normalised difference between the live object and the result, without
 * managedFields, resourceVersion, generation, status and the two plan annotations. Holds no times, so that
 * `effect_digest` = `digestOf(effect)` survives verifying again.
 */
export const effectSchema = z.looseObject({ objects: z.array(effectObjectSchema), passport_digest: sha256HexSchema });
export type Effect = z.infer<typeof effectSchema>;
