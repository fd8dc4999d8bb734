import type { PlannerState } from './planner-state.ts';

export type { PlannerState } from './planner-state.ts';

/** A step that the planner emits by itself. */
export type PlannerStep = 'recover' | 'relock';

/** State of a planner that has seen nothing yet. */
export const FRESH_PLANNER: PlannerState = { incident_seen: false, stable_intervals: 0, recover_completed: false };

/**
 * One tick of the planner (contract page `policy`, "Planner"): after an incident the first clear tick emits `recover`,
 * and `relock` follows once the workload stayed clear for `stable_intervals_required` ticks (the tick of `recover` counts).
 * The returned state is already marked for the emitted step, because marks happen on emission even when a guard then
 * blocks the action.
 */
export function tickPlanner(
  state: PlannerState,
  incident: boolean,
  stable_intervals_required: number,
): { state: PlannerState; step: PlannerStep | null } {
  if (incident) return { state: { incident_seen: true, stable_intervals: 0, recover_completed: false }, step: null };
  if (!state.incident_seen) return { state, step: null };
  const stable_intervals = state.stable_intervals + 1;
  if (!state.recover_completed) return { state: { ...state, stable_intervals, recover_completed: true }, step: 'recover' };
  if (stable_intervals >= Math.max(1, stable_intervals_required)) return { state: FRESH_PLANNER, step: 'relock' };
  return { state: { ...state, stable_intervals }, step: null };
}
