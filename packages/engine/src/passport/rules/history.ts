import { findChord } from '../../policy/chord-catalog.ts';
import { parseIsoTime } from '../iso-time.ts';
import { type Finding, fail, firstFinding, knobsInvolved, type Rule, type RuleFacts } from '../judge-facts.ts';
import { LEDGER_WINDOW_MS } from '../ledger.ts';

const OFF_VALUES: readonly string[] = ['', '0', 'false', 'off'];

/** Kill-switch reading of a text (contract page `policy`): unset, empty, 0, false and off are OFF, anything else is ON. */
export function isSwitchedOn(text: string | undefined): boolean {
  return text !== undefined && !OFF_VALUES.includes(text.trim().toLowerCase());
}

/** True while `period_ms` has not passed since a time; a time that cannot be read never passes. */
export function isWithin(period_ms: number, since: string, now_ms: number): boolean {
  const time = parseIsoTime(since);
  return time === null || now_ms - time < period_ms;
}

const chordsOf = ({ changes }: RuleFacts): Set<string> => new Set(changes.flatMap(({ chord }) => chord.trim() || []));

/** No knob of the plan was changed, no chord of it used, within its cooldown. */
export function checkCooldown(facts: RuleFacts): Finding {
  const { ledger, now_ms, passport } = facts;
  if (ledger === 'unreadable') return fail('cooldown_active', 'the record of past changes cannot be read');
  const cooldown_s = passport.limits.cooldown_s;
  const knob = firstFinding(knobsInvolved(facts), (name) => {
    const past = Object.hasOwn(ledger.knobs, name) ? ledger.knobs[name] : undefined;
    if (!past || !isWithin(cooldown_s * 1000, past.last_changed_at, now_ms)) return null;
    return fail('cooldown_active', `${name} was changed at ${past.last_changed_at}, the cooldown is ${cooldown_s} s`);
  });
  if (knob) return knob;
  return firstFinding(chordsOf(facts), (chord) => {
    const cooldown_ms = findChord(chord, facts.catalog)?.cooldown_ms ?? 0;
    const last = ledger.changes.findLast((change) => change.chord === chord && isWithin(cooldown_ms, change.ts, now_ms));
    return last ? fail('cooldown_active', `${chord} was used at ${last.ts}, its cooldown is ${cooldown_ms} ms`) : null;
  });
}

function checkBudget(facts: RuleFacts): Finding {
  const { ledger, now_ms } = facts;
  return firstFinding(chordsOf(facts), (chord) => {
    const { max_changes_per_hour, ...conditions } = findChord(chord, facts.catalog)?.budget ?? {};
    const condition = Object.keys(conditions)[0];
    // Conditions of a budget need detectors that do not exist yet (comm_congestion, near_hang).
    if (condition !== undefined) return fail('budget_exceeded', `${chord} demands ${condition}, which nothing detects`);
    if (max_changes_per_hour === undefined) return null;
    if (ledger === 'unreadable') return fail('budget_exceeded', 'the record of past changes cannot be read');
    const past = ledger.changes.filter((change) => change.chord === chord && isWithin(LEDGER_WINDOW_MS, change.ts, now_ms));
    const uses = past.length + facts.changes.filter((change) => change.chord === chord).length;
    const within = typeof max_changes_per_hour === 'number' && uses <= max_changes_per_hour;
    return within
      ? null
      : fail('budget_exceeded', `${chord} would be used ${uses} times within an hour, allowed are ${max_changes_per_hour}`);
  });
}

/** Now lies in no freeze window of the passport. */
export function checkFreeze({ passport, now_ms }: RuleFacts): Finding {
  return firstFinding(passport.limits.freeze_windows ?? [], (window) => {
    const start = parseIsoTime(window.start);
    const end = parseIsoTime(window.end);
    const outside = start !== null && end !== null && (now_ms < start || now_ms >= end);
    return outside ? null : fail('freeze_window', `${window.start} to ${window.end}${window.reason ? `: ${window.reason}` : ''}`);
  });
}

/** The target is not withheld, by people or by a rollback that failed. */
export function checkQuarantine({ ledger, object }: RuleFacts): Finding {
  if (isSwitchedOn(object.annotations['modekeeper/quarantine'])) {
    return fail('quarantine_active', 'annotation modekeeper/quarantine is on');
  }
  if (ledger === 'unreadable') return fail('quarantine_active', 'the record of past changes cannot be read');
  return ledger.quarantine ? fail('quarantine_active', `since ${ledger.quarantine.since}: ${ledger.quarantine.reason}`) : null;
}

/** What happened before, and when: cooldowns, budgets, freeze windows, quarantine. */
export const historyRules: readonly Rule[] = [
  { rule: 'cooldown', check: checkCooldown },
  { rule: 'budget', check: checkBudget },
  { rule: 'freeze_window', check: checkFreeze },
  { rule: 'quarantine', check: checkQuarantine },
];
