import { z } from 'zod';
import { knobBoundsSchema } from './knobs.ts';
import { PASSPORT_CHORD_IDS } from './passport-chords.ts';

/** A period in which nothing may be applied: `start <= now < end`, both ISO-8601. */
export const freezeWindowSchema = z.object({ start: z.string(), end: z.string(), reason: z.string().optional() });

/** A freeze window of a passport. */
export type FreezeWindow = z.infer<typeof freezeWindowSchema>;

/**
 * A checked and normalised `passport.v0`: unknown top-level and `limits` fields dropped, booleans in numeric limits
 * turned into 1 and 0, `description` a string. `@modekeeper/engine` (`validatePassport`) makes one from text with the
 * contract's messages; this schema is for passports that were normalised before (stored, or carried by the API).
 */
export const passportSchema = z.object({
  schema_version: z.literal('passport.v0'),
  name: z.string().min(1),
  description: z.string(),
  allowed_chords: z.array(z.enum(PASSPORT_CHORD_IDS)).min(1),
  allowed_actuators: z.object({ hot: z.array(z.string()), cold: z.array(z.string()) }),
  limits: z.object({
    cooldown_s: z.int().nonnegative(),
    max_delta_per_step: z.int().nonnegative(),
    relock_stable_intervals: z.int().min(1),
    knob_limits: z.record(z.string(), knobBoundsSchema).optional(),
    freeze_windows: z.array(freezeWindowSchema).optional(),
  }),
  invariants: z.array(z.string()),
  cooldowns: z.record(z.string(), z.unknown()),
  gates: z.record(z.string(), z.unknown()),
});

/** The safety contract of one environment. */
export type Passport = z.infer<typeof passportSchema>;
