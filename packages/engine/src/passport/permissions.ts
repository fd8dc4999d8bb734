import type { KnobBounds, Passport } from '@modekeeper/contracts';
import { sortedByCodePoint } from '@modekeeper/contracts/json/code-point-order';
import { registryBounds } from '../policy/knob-registry.ts';

/**
 * May this passport run this chord? RECOVER and RELOCK stand for the two steps of catalog chord RECOVER-RELOCK, told apart
 * by the action's reason; every other id matches the chord of that name. Chords without a passport id never match.
 */
export function allowsChord(passport: Passport, chord: string, reason: string): boolean {
  const allowed: readonly string[] = passport.allowed_chords;
  if (chord !== 'RECOVER-RELOCK') return chord !== 'RECOVER' && chord !== 'RELOCK' && allowed.includes(chord);
  return (reason === 'recover' && allowed.includes('RECOVER')) || (reason === 'relock' && allowed.includes('RELOCK'));
}

/** Where a passport lets a knob be changed: `hot` at run time, `cold` by rollout, null not at all. */
export function actuatorTemperature(passport: Passport, knob: string): 'hot' | 'cold' | null {
  if (registryBounds(knob) === undefined) return null;
  if (passport.allowed_actuators.hot.includes(knob)) return 'hot';
  return passport.allowed_actuators.cold.includes(knob) ? 'cold' : null;
}

/** Inclusive bounds of a knob under a passport: its `knob_limits`, else the registry; null for an unknown knob. */
export function effectiveBounds(passport: Passport, knob: string): KnobBounds | null {
  const limits = passport.limits.knob_limits;
  return (limits && Object.hasOwn(limits, knob) ? limits[knob] : registryBounds(knob)) ?? null;
}

/** What the guard chart needs to know of one actuator. */
export type GuardActuator = { readonly name: string } & KnobBounds;

/**
 * Values for chart `modekeeper-guard`: every actuator of the passport that the registry knows, once, sorted by name, with
 * its effective bounds. The guard accepts decimal integers from 1 to 99999 only, so bounds are cut to that range.
 */
export function guardActuators(passport: Passport): GuardActuator[] {
  const { hot, cold } = passport.allowed_actuators;
  return sortedByCodePoint(new Set([...hot, ...cold])).flatMap((name) => {
    const bounds = actuatorTemperature(passport, name) && effectiveBounds(passport, name);
    return bounds ? [{ name, min: Math.max(1, bounds.min), max: Math.min(99_999, bounds.max) }] : [];
  });
}
