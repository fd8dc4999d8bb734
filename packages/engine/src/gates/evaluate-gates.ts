import type { EvaluatedGate, Gate, GateFacts, GatePurpose } from './gate-facts.ts';
import { approvalGate, killGate, licenseGate, modeGate, passportGate, secondLockGate, verifyGate } from './gates.ts';
import type { KillVerdict } from './judge-kill.ts';

/** The answer that every mutating request is handed. */
export type GateAnswer = {
  readonly allow: boolean;
  /**
   * `wait`: nothing but an unreadable kill source stands in the way; send nothing, keep trying until the plan's deadline.
   * `refuse`: somebody or something decided.
   */
  readonly verdict: 'allow' | 'wait' | 'refuse';
  readonly kill: KillVerdict;
  readonly gates: readonly EvaluatedGate[];
};

const rollbackGates: readonly Gate[] = [
  { gate: 'uid', judge: ({ uid_matches }) => (uid_matches === true ? null : 'uid_changed') },
  { gate: 'field', judge: ({ field_is_ours }) => (field_is_ours === true ? null : 'field_taken_over') },
];

const GATES: Readonly<Record<GatePurpose, readonly Gate[]>> = {
  canary: [modeGate('verify')],
  verify: [modeGate('verify')],
  apply: [modeGate('apply'), licenseGate, verifyGate, passportGate, approvalGate, secondLockGate],
  rollback: rollbackGates,
};

const ORDER: readonly EvaluatedGate['gate'][] = [
  'mode',
  'kill_switch',
  'license',
  'verify',
  'passport',
  'approval',
  'second_lock',
  'uid',
  'field',
];

/**
 * The gates of safety, section 1, for one request, evaluated directly before it is sent: canary and verify dry run need the
 * mode and the kill switch; an apply needs all of 0 to 6; a rollback needs the kill switch, the uid and "the field still
 * holds our value", nothing else. All gates are evaluated, in order, so that people see everything that is closed.
 * Whatever is unknown is closed.
 */
export function evaluateGates(facts: Partial<GateFacts>, purpose: GatePurpose): GateAnswer {
  const { kill, reason: killReason } = killGate(facts, purpose);
  const judged = GATES[purpose].map(({ gate, judge }) => ({ gate, reason: judge(facts) }));
  const gates = [{ gate: 'kill_switch' as const, reason: killReason }, ...judged]
    .sort((a, b) => ORDER.indexOf(a.gate) - ORDER.indexOf(b.gate))
    .map(({ gate, reason }): EvaluatedGate => ({ gate, ok: reason === null, reason }));
  const allow = gates.every(({ ok }) => ok);
  const waiting = kill.state === 'unreadable' && judged.every(({ reason }) => reason === null);
  return { allow, verdict: allow ? 'allow' : waiting ? 'wait' : 'refuse', kill, gates };
}
