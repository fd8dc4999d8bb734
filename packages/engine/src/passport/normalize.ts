import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type KnobBounds,
  type Passport,
  passportSchema,
} from '@modekeeper/contracts';
import type { ReadInt } from './problem.ts';

function knobLimits(value: JsonValue | undefined, readInt: ReadInt): Record<string, KnobBounds> | undefined {
  if (!isJsonObject(value)) return undefined;
  const bound = (knob: string, key: 'min' | 'max'): number => {
    const bounds = value[knob];
    const int = isJsonObject(bounds) ? readInt(bounds[key], ['limits', 'knob_limits', knob, key]) : null;
    if (int === null) throw new RangeError('normalizePassport needs a passport that passed checkPassport');
    return int;
  };
  return Object.fromEntries(Object.keys(value).map((knob) => [knob, { min: bound(knob, 'min'), max: bound(knob, 'max') }]));
}

/**
 * The passport that everything else works with, made from a document that `checkPassport` found nothing wrong with:
 * unknown top-level and `limits` fields dropped, defaults filled in, numeric limits as plain integers.
 */
export function normalizePassport(document: JsonObject, readInt: ReadInt): Passport {
  const limits = isJsonObject(document.limits) ? document.limits : {};
  const knob_limits = knobLimits(limits.knob_limits, readInt);
  const int = (key: string): number | null => readInt(limits[key], ['limits', key]);
  return passportSchema.parse({
    ...document,
    description: typeof document.description === 'string' ? document.description : '',
    limits: {
      cooldown_s: int('cooldown_s'),
      max_delta_per_step: int('max_delta_per_step'),
      relock_stable_intervals: int('relock_stable_intervals'),
      ...(knob_limits && { knob_limits }),
      ...(Array.isArray(limits.freeze_windows) && { freeze_windows: limits.freeze_windows.map(dropBadReason) }),
    },
    invariants: document.invariants ?? [],
    cooldowns: document.cooldowns ?? {},
    gates: document.gates ?? {},
  });
}

/** A window's `reason` is a note for people: one that is not a text is left out, the window stays. */
function dropBadReason(window: JsonValue): JsonValue {
  if (!isJsonObject(window) || typeof window.reason === 'string') return window;
  const { reason: _, ...rest } = window;
  return rest;
}
