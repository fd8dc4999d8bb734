import type { PlanState } from '@modekeeper/contracts';

/** What somebody did when a plan came into a state: `Approved` by a person, `Proved by dry run` by a connector. */
export const TRANSITION_WORDS: Record<PlanState, string> = {
  proposed: 'Proposed',
  verifying: 'Taken up for verification',
  verified: 'Proved by dry run',
  approved: 'Approved',
  dispatched: 'Sent to the connector',
  applying: 'Applying begun',
  checking: 'Change sent, checking begun',
  rolling_back: 'Rolling back begun',
  unknown: 'Answer lost, reading back begun',
  needs_person: 'Handed to a person',
  confirmed: 'Confirmed',
  inconclusive: 'Ended inconclusive',
  rolled_back: 'Rolled back',
  blocked: 'Blocked',
  conflict: 'Ended in a conflict',
  verify_failed: 'Refused by the API server',
  diff_unstable: 'Ended, the difference was unstable',
  rejected: 'Rejected',
  cancelled: 'Cancelled',
  expired: 'Ended, time was up',
  superseded: 'Superseded',
  halted_partial: 'Halted half-way',
  rollback_conflict: 'Rolling back ended in a conflict',
};
