import type { GuardResult } from '../guardrails/evaluate.ts';
import { findKnob } from '../policy/knob-registry.ts';

/** A knob that the plan sets, and the chord that asked for it. */
export type PlannedChange = { readonly knob: string; readonly to: number; readonly chord: string };

/**
 * What a plan sets: actions that are not blocked, and what a relock goes back to. A step of the planner sets nothing by itself, whatever knob
 * it names: guardrails did not judge one.
 */
export function plannedChanges(results: readonly GuardResult[]): PlannedChange[] {
  return results.flatMap(({ action, blocked, changes }) => {
    const chord = action.chord?.trim() ?? '';
    if (blocked) return [];
    if (changes !== undefined) return changes.map(({ after, knob }) => ({ knob, to: after, chord }));
    if (action.reason === 'recover' || action.reason === 'relock' || findKnob(action.knob) === undefined) return [];
    return [{ knob: action.knob, to: action.target, chord }];
  });
}
