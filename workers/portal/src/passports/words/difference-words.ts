import type { JsonValue } from '@modekeeper/contracts/json/value';
import { isJsonObject } from '@modekeeper/contracts/json/value';
import type { PassportDifference, PassportEffect } from '@modekeeper/engine/diff-passports';

export const EFFECT_WORDS: Record<PassportEffect, { label: string; meaning: string }> = {
  loosens: { label: 'Loosens', meaning: 'Something becomes possible that was not.' },
  tightens: { label: 'Tightens', meaning: 'Something is no longer possible.' },
  neutral: { label: 'Neutral', meaning: 'What is possible stays the same.' },
};

const SUBJECTS: Readonly<Record<string, string>> = {
  name: 'Name',
  description: 'Description',
  allowed_chords: 'Allowed chord',
  'allowed_actuators.hot': 'Hot knob',
  'allowed_actuators.cold': 'Cold knob',
  'limits.cooldown_s': 'Cooldown',
  'limits.max_delta_per_step': 'Largest step',
  'limits.relock_stable_intervals': 'Stable intervals before relock',
  'limits.freeze_windows': 'Freeze window',
  invariants: 'Invariant',
  'gates.apply': 'Apply',
  'gates.allow_unsafe_rollout': 'Unsafe rollouts',
};

/** What a difference is about, for people. */
export function subjectOf(path: string): string {
  const known = SUBJECTS[path];
  if (known !== undefined) return known;
  for (const [prefix, words] of [
    ['limits.knob_limits.', 'Bounds of'],
    ['cooldowns.', 'Named cooldown'],
    ['gates.', 'Gate'],
  ] as const) {
    if (path.startsWith(prefix)) return `${words} ${path.slice(prefix.length)}`;
  }
  return path;
}

/** One side of a difference. Lists name what went or came, so the other side of those is nothing. */
export function sideInWords(path: string, value: JsonValue): string {
  if (path === 'limits.cooldown_s') return `${String(value)} s`;
  if (path === 'limits.max_delta_per_step') return value === 0 ? 'no limit' : `± ${String(value)}`;
  if (path.startsWith('gates.') && typeof value === 'boolean') return value ? 'on' : 'off';
  if (value === null) return 'not there';
  if (isJsonObject(value) && typeof value.min === 'number' && typeof value.max === 'number')
    return `${value.min} to ${value.max}`;
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  return JSON.stringify(value);
}

/** `2 loosen, 1 tightens, 3 neutral`; `No rule differs.` */
export function summaryOf(differences: readonly PassportDifference[]): string {
  if (differences.length === 0) return 'No rule differs.';
  const count = (effect: PassportEffect): number => differences.filter((one) => one.effect === effect).length;
  const part = (effect: 'loosens' | 'tightens'): string[] => {
    const amount = count(effect);
    if (amount === 0) return [];
    return [`${amount} ${amount === 1 ? effect : effect.slice(0, -1)}`];
  };
  const neutral = count('neutral');
  return [...part('loosens'), ...part('tightens'), ...(neutral === 0 ? [] : [`${neutral} neutral`])].join(', ');
}
