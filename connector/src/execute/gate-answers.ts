// Answers that are given without the engine: what they rest on is this process, not the plan.
import type { GateAnswer } from '@modekeeper/engine';

/** Without the Lease somebody else may be the writer: nothing is sent, and nothing is decided. */
export const LEASE_LOST: GateAnswer = {
  allow: false,
  verdict: 'wait',
  kill: { state: 'unreadable', signal: 'lease_lost' },
  gates: [{ gate: 'kill_switch', ok: false, reason: 'lease_lost' }],
};

/** A trust document came while the gates were being looked at. */
export const LICENSE_CHANGED: GateAnswer = {
  allow: false,
  verdict: 'wait',
  kill: { state: 'off', signal: null },
  gates: [{ gate: 'license', ok: false, reason: 'license_changed' }],
};

/** The plan was moved, or its time for sending is over. */
export const TOO_LATE: GateAnswer = {
  allow: false,
  verdict: 'refuse',
  kill: { state: 'off', signal: null },
  gates: [{ gate: 'approval', ok: false, reason: 'send_deadline' }],
};
