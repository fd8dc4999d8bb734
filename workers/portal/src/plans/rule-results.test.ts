import { GATE_NAMES, PASSPORT_REASONS } from '@modekeeper/contracts';
import { PASSPORT_RULES } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import { GATE_WORDS, RULE_OF_REASON, RULE_WORDS } from './gate-words.ts';
import { ruleResults } from './rule-results.ts';

describe('the words for gates and rules', () => {
  it('are there for every gate, and for every rule that the engine judges, in its order', () => {
    expect(Object.keys(GATE_WORDS)).toEqual([...GATE_NAMES]);
    expect(Object.keys(RULE_WORDS)).toEqual([...PASSPORT_RULES]);
  });

  it('place every reason of the passport at a rule, but those that no rule gives', () => {
    const placed = PASSPORT_REASONS.filter((reason) => reason in RULE_OF_REASON);
    expect(PASSPORT_REASONS.filter((reason) => !placed.includes(reason))).toEqual(['knob_unset', 'required_signal_missing']);
    expect(Object.values(RULE_OF_REASON).every((rule) => rule in RULE_WORDS)).toBe(true);
  });
});

describe('ruleResults', () => {
  it('an open gate means that every rule holds', () => {
    expect(ruleResults({ ok: true, reason: null }).every(({ result }) => result === 'holds')).toBe(true);
  });

  it('a closed one names the rule that fails; of those behind it nothing is claimed', () => {
    const results = ruleResults({ ok: false, reason: 'cooldown_active' }).map(({ result, rule }) => [rule, result]);
    expect(results).toContainEqual(['step', 'holds']);
    expect(results).toContainEqual(['cooldown', 'fails']);
    expect(results).toContainEqual(['budget', 'not_shown']);
  });

  it('a reason that belongs to no rule claims nothing at all', () => {
    expect(new Set(ruleResults({ ok: false, reason: 'of_a_newer_build' }).map(({ result }) => result))).toEqual(
      new Set(['not_shown']),
    );
  });
});
