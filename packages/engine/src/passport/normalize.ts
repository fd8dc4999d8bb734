import type { FreezeWindow, KnobBounds, Passport } from '@modekeeper/contracts';
import { isJsonObject, type JsonObject, type JsonValue } from '@modekeeper/contracts/json/value';
import type { ReadInt } from './problem.ts';

/** What `checkPassport` promised did not hold: a defect of ours, not of the document. */
const unchecked = (): RangeError => new RangeError('normalizePassport needs a passport that passed checkPassport');

/** A member named `__proto__` survives neither schemas nor YAML, so it is no part of what is digested. */
function carried(value: JsonValue | undefined): Record<string, unknown> {
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== '__proto__')) : {};
}

function texts(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function knobLimits(value: JsonValue | undefined, readInt: ReadInt): Record<string, KnobBounds> | undefined {
  if (!isJsonObject(value)) return undefined;
  const bound = (knob: string, key: 'min' | 'max'): number => {
    const bounds = value[knob];
    const int = isJsonObject(bounds) ? readInt(bounds[key], ['limits', 'knob_limits', knob, key]) : null;
    if (int === null) throw unchecked();
    return int;
  };
  const knobs = Object.keys(value).filter((knob) => knob !== '__proto__');
  return Object.fromEntries(knobs.map((knob) => [knob, { min: bound(knob, 'min'), max: bound(knob, 'max') }]));
}

/** A window's `reason` is a note for people: one that is not a text is left out, the window stays. */
function freezeWindow(window: JsonValue): FreezeWindow {
  if (!isJsonObject(window) || typeof window.start !== 'string' || typeof window.end !== 'string') throw unchecked();
  const { end, reason, start } = window;
  return { start, end, ...(typeof reason === 'string' && { reason }) };
}

function limitsOf(limits: JsonObject, readInt: ReadInt): Passport['limits'] {
  const knob_limits = knobLimits(limits.knob_limits, readInt);
  const int = (key: string): number => {
    const value = readInt(limits[key], ['limits', key]);
    if (value === null) throw unchecked();
    return value;
  };
  return {
    cooldown_s: int('cooldown_s'),
    max_delta_per_step: int('max_delta_per_step'),
    relock_stable_intervals: int('relock_stable_intervals'),
    ...(knob_limits && { knob_limits }),
    ...(Array.isArray(limits.freeze_windows) && { freeze_windows: limits.freeze_windows.map(freezeWindow) }),
  };
}

/**
 * The passport that everything else works with, made from a document that `checkPassport` found nothing wrong with:
 * unknown top-level and `limits` fields dropped, defaults filled in, numeric limits as plain integers. What `passportSchema`
 * would make of it, without the schema: the portal shows in the browser what a draft means.
 */
export function normalizePassport(document: JsonObject, readInt: ReadInt): Passport {
  const actuators = isJsonObject(document.allowed_actuators) ? document.allowed_actuators : {};
  return {
    schema_version: 'passport.v0',
    name: String(document.name),
    description: typeof document.description === 'string' ? document.description : '',
    // Checked: every item is one of the ids.
    allowed_chords: texts(document.allowed_chords) as Passport['allowed_chords'],
    allowed_actuators: { hot: texts(actuators.hot), cold: texts(actuators.cold) },
    limits: limitsOf(isJsonObject(document.limits) ? document.limits : {}, readInt),
    invariants: texts(document.invariants),
    cooldowns: carried(document.cooldowns),
    gates: carried(document.gates),
  };
}
