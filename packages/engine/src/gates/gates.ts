import { VERIFY_MAX_AGE_S } from '@modekeeper/contracts';
import { PASSPORT_RULES, type RuleResult } from '../passport/judge.ts';
import type { CheckFact, Gate, GateFacts, GatePurpose, VerifyFact } from './gate-facts.ts';
import { judgeKill, type KillVerdict } from './judge-kill.ts';

/** Gate 0: the connector's mode reaches as far as the request. */
export function modeGate(needed: 'verify' | 'apply'): Gate {
  return {
    gate: 'mode',
    judge: ({ mode }) => {
      if (mode === 'apply' || (mode === 'verify' && needed === 'verify')) return null;
      return mode === 'verify' ? 'mode_verify' : 'mode_observe';
    },
  };
}

/** Gate 1: the kill switch, read as off for this request. */
export function killGate(facts: Partial<GateFacts>, purpose: GatePurpose): { kill: KillVerdict; reason: string | null } {
  const only_dry_run = purpose === 'canary' || purpose === 'verify';
  const kill = judgeKill(facts.kill?.readings ?? [], { only_dry_run, starting: facts.kill?.starting ?? true });
  if (kill.state === 'off') return { kill, reason: null };
  return { kill, reason: kill.state === 'on' ? 'kill_switch_active' : 'kill_switch_unreliable' };
}

const checked = (fact: CheckFact | null | undefined, unknown: string): string | null =>
  fact?.ok === true ? null : (fact?.reason ?? unknown);

/** Gate 2: what the licence chain (`packages/trust`) answered. */
export const licenseGate: Gate = { gate: 'license', judge: ({ license }) => checked(license, 'license_missing') };

/** Why the newest verify report does not prove this plan: missing, failed, of another plan, older than 10 minutes or from the future. */
export function judgeReport({ report, plan_digest, now_s }: VerifyFact): string | null {
  if (report === null) return 'verify_missing';
  if (report.ok !== true) return 'verify_failed';
  const age_s = now_s - report.finished_at;
  return report.plan_digest === plan_digest && age_s >= 0 && age_s <= VERIFY_MAX_AGE_S ? null : 'verify_stale';
}

/** Gate 3: a fresh, passing report of this plan whose effect is the approved one. */
export const verifyGate: Gate = {
  gate: 'verify',
  judge: ({ verify }) => {
    if (!verify) return 'verify_missing';
    return judgeReport(verify) ?? (verify.report?.effect_digest === verify.approved_effect_digest ? null : 'diff_unstable');
  },
};

/** The first failing rule; a list that lacks a rule, or none, proves nothing. */
function judgeRules(rules: readonly RuleResult[] | null | undefined): string | null {
  if (!rules || rules.length === 0) return 'passport_missing';
  const failed = rules.find(({ ok }) => ok !== true);
  if (failed) return failed.reason ?? 'passport_invalid';
  return PASSPORT_RULES.every((name) => rules.some(({ rule }) => rule === name)) ? null : 'passport_invalid';
}

/** Gate 4: every rule of the passport, judged on the effect. */
export const passportGate: Gate = { gate: 'passport', judge: ({ passport }) => judgeRules(passport) };

/** Gate 5: what the approvals (`packages/trust`) amount to, at the level set in the chart. */
export const approvalGate: Gate = { gate: 'approval', judge: ({ approval }) => checked(approval, 'approval_required') };

/** Gate 6: the canary came back refused by our policy. */
export const secondLockGate: Gate = {
  gate: 'second_lock',
  judge: ({ second_lock }) => checked(second_lock, 'second_lock_absent'),
};
