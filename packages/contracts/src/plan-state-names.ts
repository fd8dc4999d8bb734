// Without a schema, so that the portal's page can name them too.

/** States of a plan about which nobody has decided yet. */
export const UNDECIDED_PLAN_STATES = ['proposed', 'verifying', 'verified'] as const;

/**
 * "Up to `approved`" (connector.md, "Who sets what"): nothing was dispatched, and the control plane's word ends the plan. From
 * `dispatched` on only the connector ends it.
 */
export const UNDISPATCHED_PLAN_STATES = [...UNDECIDED_PLAN_STATES, 'approved'] as const;

/** States of a plan that has something to come. */
export const OPEN_PLAN_STATES = [
  ...UNDISPATCHED_PLAN_STATES,
  'dispatched',
  'applying',
  'checking',
  'rolling_back',
  'unknown',
  'needs_person',
] as const;

/** States that never change again. */
export const TERMINAL_PLAN_STATES = [
  'confirmed',
  'inconclusive',
  'rolled_back',
  'blocked',
  'conflict',
  'verify_failed',
  'diff_unstable',
  'rejected',
  'cancelled',
  'expired',
  'superseded',
  'halted_partial',
  'rollback_conflict',
] as const;
export type TerminalPlanState = (typeof TERMINAL_PLAN_STATES)[number];

/** Every state of a plan (connector.md, "Plan states"); the transition table is code in `packages/engine`. */
export const PLAN_STATES = [...OPEN_PLAN_STATES, ...TERMINAL_PLAN_STATES] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** True when nobody has decided about a plan in this state. */
export function isUndecidedPlanState(state: PlanState): boolean {
  return (UNDECIDED_PLAN_STATES as readonly PlanState[]).includes(state);
}

/** True when a plan in this state was not dispatched: the control plane's word ends it. */
export function isUndispatchedPlanState(state: PlanState): boolean {
  return (UNDISPATCHED_PLAN_STATES as readonly PlanState[]).includes(state);
}

/** True when a plan in this state never changes again. */
export function isTerminalPlanState(state: PlanState): state is TerminalPlanState {
  return (TERMINAL_PLAN_STATES as readonly PlanState[]).includes(state);
}
