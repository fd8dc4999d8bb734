import type { ReasonCode } from '@modekeeper/contracts';
import { invariantRules } from '../invariants/invariants.ts';
import type { JudgeFacts, Rule } from './judge-facts.ts';
import { effectRules } from './rules/effect.ts';
import { historyRules } from './rules/history.ts';
import { ownershipRules } from './rules/ownership.ts';
import { permissionRules } from './rules/permission.ts';
import { sizeRules } from './rules/size.ts';

/** One rule as judged; `reason` and `detail` are null when it holds. */
export type RuleResult = {
  readonly rule: string;
  readonly ok: boolean;
  readonly reason: ReasonCode | null;
  readonly detail: string | null;
};

/** Every rule in the order of the contract (page `passports`, "Apply gates"; then safety, gate 4). */
const RULES: readonly Rule[] = [
  ...permissionRules,
  ...sizeRules,
  ...historyRules,
  ...invariantRules,
  ...effectRules,
  ...ownershipRules,
];

/** Names of all rules that `judgePassport` evaluates, in order. */
export const PASSPORT_RULES: readonly string[] = ['passport', ...RULES.map(({ rule }) => rule)];

/** Reasons that are the plan's own fault: they end it while verifying; every other one ends it at dispatch. */
export const PLAN_FAULTS: readonly ReasonCode[] = [
  'unknown_chord',
  'chord_not_allowed',
  'actuator_not_allowed',
  'knob_out_of_bounds',
  'max_delta_exceeded',
  'invariant_unknown',
  'invariant_violated',
];

/**
 * Judges the passport on the effect, the difference between the live object and what the server's dry run returned, never
 * on the text of the patch. All rules are evaluated, in order, so that people see everything that stands in the way; the
 * first failing one gives the gate its reason. Without a passport there is one result, `passport_missing`.
 */
export function judgePassport(facts: JudgeFacts): RuleResult[] {
  const { passport } = facts;
  if (passport === null) {
    return [{ rule: 'passport', ok: false, reason: 'passport_missing', detail: 'no passport is mounted for this target' }];
  }
  const judged = RULES.map(({ rule, check }): RuleResult => {
    const finding = check({ ...facts, passport });
    return { rule, ok: finding === null, reason: finding?.reason ?? null, detail: finding?.detail ?? null };
  });
  return [{ rule: 'passport', ok: true, reason: null, detail: null }, ...judged];
}
