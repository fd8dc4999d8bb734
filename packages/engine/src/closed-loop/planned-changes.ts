import type { GuardResult } from '../guardrails/evaluate.ts';
import { findKnob } from '../policy/knob-registry.ts';

/** A knob that the plan sets, with the chord and reason that asked for it. */
export type PlannedChange = { readonly knob: string; readonly to: number; readonly chord: string; readonly reason: string };

/**
 * What a plan sets: actions that are not blocked, and what a relock goes back to. A step of the planner sets nothing by itself, whatever knob
 * it names: guardrails did not judge one.
 */
export function plannedChanges(results: readonly GuardResult[]): PlannedChange[] {
  return results.flatMap(({ action, blocked, changes }) => {
    const { knob, reason, target } = action;
    const chord = action.chord?.trim() ?? '';
    if (blocked) return [];
    if (changes !== undefined) return changes.map((change) => ({ knob: change.knob, to: change.after, chord, reason }));
    if (reason === 'recover' || reason === 'relock' || findKnob(knob) === undefined) return [];
    return [{ knob, to: target, chord, reason }];
  });
}
