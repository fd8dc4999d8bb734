import { z } from 'zod';

/** One chord of a `chord_catalog.v1`: what it is for, what it needs and which knobs it may touch; never target values. */
export const chordSchema = z.strictObject({
  id: z.string(),
  intent: z.string(),
  risk_tier: z.string(),
  required_signals: z.array(z.string()),
  invariants: z.array(z.string()),
  knobs_touched: z.array(z.string()),
  cooldown_ms: z.int().optional(),
  budget: z.record(z.string(), z.unknown()).optional(),
});

/** One chord of the catalog. */
export type Chord = z.infer<typeof chordSchema>;

/** The `chord_catalog.v1` document. */
export const chordCatalogSchema = z.strictObject({
  schema_version: z.literal('chord_catalog.v1'),
  chords: z.array(chordSchema),
});

/** A chord catalog. */
export type ChordCatalog = z.infer<typeof chordCatalogSchema>;
