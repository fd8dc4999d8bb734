import { PLAN_FAULTS } from '../passport/judge.ts';
import type { EvaluatedGate, GateFacts } from './gate-facts.ts';
import { judgeReport, killGate, licenseGate, modeGate, passportGate, secondLockGate } from './gates.ts';

/** The gates as shown with a verify report, and why the plan ends now, if it does. */
export type VerifyingAnswer = { readonly gates: readonly EvaluatedGate[]; readonly ends: string | null };

/**
 * The gates while a plan is `verifying` (safety, section 1): all but approval are evaluated and shown, so that people see
 * before they approve what would stop it. Only the kill switch, the report and the plan's own faults (chord, actuator,
 * bounds, step, invariants) end it now; the rest would end it at dispatch. An unreadable kill source ends nothing. Mode
 * `verify` counts as closed here, since it is: the plan will not be applied.
 */
export function evaluateVerifying(facts: Partial<GateFacts>): VerifyingAnswer {
  const { kill, reason: killReason } = killGate(facts, 'verify');
  const reportReason = facts.verify ? judgeReport(facts.verify) : 'verify_missing';
  const shown: [EvaluatedGate['gate'], string | null][] = [
    ['mode', modeGate('apply').judge(facts)],
    ['kill_switch', killReason],
    ['license', licenseGate.judge(facts)],
    ['verify', reportReason],
    ['passport', passportGate.judge(facts)],
    ['second_lock', secondLockGate.judge(facts)],
  ];
  const fault = facts.passport?.find(({ ok, reason }) => !ok && reason !== null && PLAN_FAULTS.includes(reason));
  return {
    gates: shown.map(([gate, reason]) => ({ gate, ok: reason === null, reason })),
    ends: (kill.state === 'on' ? killReason : null) ?? reportReason ?? fault?.reason ?? null,
  };
}
