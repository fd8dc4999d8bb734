import { findKnob, KNOB_REGISTRY } from '../policy/knob-registry.ts';

/** Value of a knob and when it last changed; null: not in this run. */
export type KnobState = { readonly value: number; readonly last_changed_at_ms: number | null };
export type KnobStates = Readonly<Record<string, KnobState>>;

/** Every registered knob at its initial value: where a run starts from. */
export function initialKnobs(): KnobStates {
  return Object.fromEntries(KNOB_REGISTRY.map(({ initial, knob }) => [knob, { value: initial, last_changed_at_ms: null }]));
}

/** A target brought into the registry's bounds; the step is not applied. An unknown knob's target stays as it is. */
export function clampTarget(knob: string, target: number): number {
  const spec = findKnob(knob);
  return spec === undefined ? target : Math.min(spec.max, Math.max(spec.min, target));
}

/** The states after setting a knob to its clamped target. */
export function setKnob(states: KnobStates, knob: string, target: number, now_ms: number): KnobStates {
  return { ...states, [knob]: { value: clampTarget(knob, target), last_changed_at_ms: now_ms } };
}

/** Values alone, for profiles and reports. */
export function knobValues(states: KnobStates): Record<string, number> {
  return Object.fromEntries(Object.entries(states).map(([knob, { value }]) => [knob, value]));
}
