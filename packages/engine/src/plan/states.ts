import type { PlanState } from '@modekeeper/contracts';

/** THE table of plan states (contract page `connector`, "Plan states"). Anything not in it is refused. */
export const PLAN_TRANSITIONS: Readonly<Record<PlanState, readonly PlanState[]>> = {
  proposed: ['verifying', 'blocked', 'expired', 'cancelled', 'superseded'],
  verifying: ['verified', 'verify_failed', 'blocked', 'expired', 'cancelled'],
  verified: ['approved', 'rejected', 'blocked', 'expired', 'cancelled', 'superseded'],
  approved: ['dispatched', 'blocked', 'cancelled', 'expired', 'superseded'],
  dispatched: [
    'applying',
    'verify_failed',
    'diff_unstable',
    'conflict',
    'blocked',
    'expired',
    'cancelled',
    'superseded',
    'unknown',
  ],
  applying: ['checking', 'blocked', 'conflict', 'rolling_back', 'halted_partial', 'unknown'],
  checking: ['confirmed', 'inconclusive', 'rolling_back', 'halted_partial', 'unknown'],
  rolling_back: ['rolled_back', 'rollback_conflict', 'halted_partial', 'unknown'],
  unknown: ['applying', 'checking', 'rolling_back', 'blocked', 'conflict', 'halted_partial', 'needs_person'],
  needs_person: ['rolled_back', 'halted_partial', 'confirmed'],
  confirmed: [],
  inconclusive: [],
  rolled_back: [],
  blocked: [],
  conflict: [],
  verify_failed: [],
  diff_unstable: [],
  rejected: [],
  cancelled: [],
  expired: [],
  superseded: [],
  halted_partial: [],
  rollback_conflict: [],
};

/** True for a state in which a plan still has something to come. */
export function isOpenState(state: PlanState): boolean {
  return PLAN_TRANSITIONS[state].length > 0;
}

/** True when the table has this transition. */
export function canTransition(from: PlanState, to: PlanState): boolean {
  return PLAN_TRANSITIONS[from].includes(to);
}
