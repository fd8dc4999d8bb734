import { sortedByCodePoint } from '@modekeeper/contracts';
import { type KnobStates, knobValues } from './knob-state.ts';

/** What guardrails remember between ticks (contract page `policy`, "Guardrails"). */
export type GuardState = {
  /** Incident-free ticks in a row since the last incident or the start. */
  readonly stable_without_incident: number;
  /** The recover step was taken since the last incident. */
  readonly recover_completed: boolean;
  /** An incident is open: one was seen since the start or the last relock. */
  readonly incident_open: boolean;
  /** All knob values of the last stable time; null before the first. */
  readonly profile: Readonly<Record<string, number>> | null;
};

export const FRESH_GUARD: GuardState = {
  stable_without_incident: 0,
  recover_completed: false,
  incident_open: false,
  profile: null,
};

/** The state at the beginning of a tick: an incident resets the stable counter and the recovered flag. */
export function noteTick(state: GuardState, incident: boolean): GuardState {
  if (incident) return { ...state, stable_without_incident: 0, recover_completed: false, incident_open: true };
  return { ...state, stable_without_incident: state.stable_without_incident + 1 };
}

/** At the end of an incident-free tick: the profile is saved when the counter has reached `required` and no incident is open. */
export function saveProfile(
  state: GuardState,
  knobs: KnobStates,
  options: { incident: boolean; required: number },
): { state: GuardState; saved: boolean } {
  const due = !options.incident && !state.incident_open && state.stable_without_incident >= options.required;
  return due ? { state: { ...state, profile: knobValues(knobs) }, saved: true } : { state, saved: false };
}

export type KnobChange = { knob: string; before: number; after: number };

/** What going back to a profile changes, by knob name. */
function changesToProfile(profile: Readonly<Record<string, number>>, knobs: KnobStates): KnobChange[] {
  return sortedByCodePoint(Object.keys(profile)).flatMap((knob) => {
    const before = knobs[knob]?.value;
    const after = profile[knob];
    return before === undefined || after === undefined || before === after ? [] : [{ knob, before, after }];
  });
}

/** Whether a relock may go ahead; null: it may not. */
export function relockChanges(state: GuardState, knobs: KnobStates, required: number): KnobChange[] | null {
  const allowed = state.recover_completed && state.profile !== null && state.stable_without_incident >= required;
  return allowed && state.profile !== null ? changesToProfile(state.profile, knobs) : null;
}

/** After a completed relock. */
export function afterRelock(state: GuardState): GuardState {
  return { ...state, recover_completed: false, incident_open: false };
}
