import { RULE_OF_REASON, RULE_WORDS } from './gate-words.ts';

/** `not_shown`: the report says only the first rule that fails; of those behind it nothing is known. */
export type RuleResult = { rule: string; words: string; result: 'holds' | 'fails' | 'not_shown' };

/**
 * What the passport gate of a report says of each rule. All rules are evaluated, in order, and the first that fails gives the gate its
 * reason: so an open gate means that every rule holds, a closed one that those before it hold.
 */
export function ruleResults(gate: { ok: boolean; reason: string | null }): RuleResult[] {
  const rules = Object.entries(RULE_WORDS).map(([rule, words]) => ({ rule, words }));
  if (gate.ok) return rules.map((one) => ({ ...one, result: 'holds' as const }));
  const failing = rules.findIndex(({ rule }) => rule === RULE_OF_REASON[gate.reason ?? '']);
  return rules.map((one, index) => ({
    ...one,
    result:
      failing === -1 || index > failing ? ('not_shown' as const) : index === failing ? ('fails' as const) : ('holds' as const),
  }));
}
