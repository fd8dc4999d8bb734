import type { JsonValue, Passport } from '@modekeeper/contracts';
import { sortedByCodePoint } from '@modekeeper/contracts/json/code-point-order';
import { effectiveBounds } from './permissions.ts';

/** What a change of a passport means for the cluster that it protects. */
export type PassportEffect = 'loosens' | 'tightens' | 'neutral';

/** One difference between two passports; null = absent. */
export type PassportDifference = {
  readonly path: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
  readonly effect: PassportEffect;
};

function* diffSet(
  path: string,
  before: readonly string[],
  after: readonly string[],
  added: PassportEffect,
  removed: PassportEffect,
) {
  const difference = (item: string, was: boolean): PassportDifference => ({
    path,
    before: was ? item : null,
    after: was ? null : item,
    effect: was ? removed : added,
  });
  for (const item of before) if (!after.includes(item)) yield difference(item, true);
  for (const item of after) if (!before.includes(item)) yield difference(item, false);
}

function* diffNumber(path: string, before: number, after: number, looser: boolean): Generator<PassportDifference> {
  if (before !== after) yield { path, before, after, effect: looser ? 'loosens' : 'tightens' };
}

function* diffLimits(a: Passport['limits'], b: Passport['limits']): Generator<PassportDifference> {
  yield* diffNumber('limits.cooldown_s', a.cooldown_s, b.cooldown_s, b.cooldown_s < a.cooldown_s);
  // 0 switches the step limit off, so it is the loosest value.
  const step = (limits: Passport['limits']): number => limits.max_delta_per_step || Number.POSITIVE_INFINITY;
  yield* diffNumber('limits.max_delta_per_step', a.max_delta_per_step, b.max_delta_per_step, step(b) > step(a));
  const [relockA, relockB] = [a.relock_stable_intervals, b.relock_stable_intervals];
  yield* diffNumber('limits.relock_stable_intervals', relockA, relockB, relockB < relockA);
  const windows = (limits: Passport['limits']): string[] => (limits.freeze_windows ?? []).map((w) => `${w.start} to ${w.end}`);
  yield* diffSet('limits.freeze_windows', windows(a), windows(b), 'tightens', 'loosens');
}

/** Bounds as they hold, so that a limit that merely repeats the registry is no difference. */
function* diffBounds(a: Passport, b: Passport): Generator<PassportDifference> {
  const knobs = sortedByCodePoint(new Set([a, b].flatMap((passport) => Object.keys(passport.limits.knob_limits ?? {}))));
  for (const knob of knobs) {
    const [before, after] = [effectiveBounds(a, knob), effectiveBounds(b, knob)];
    if (before?.min === after?.min && before?.max === after?.max) continue;
    const wider = !before || !after || after.min < before.min || after.max > before.max;
    yield { path: `limits.knob_limits.${knob}`, before, after, effect: wider ? 'loosens' : 'tightens' };
  }
}

const LOOSENING_GATES: readonly string[] = ['apply', 'allow_unsafe_rollout'];

function* diffCarried(path: 'gates' | 'cooldowns', a: Passport, b: Passport): Generator<PassportDifference> {
  for (const key of sortedByCodePoint(new Set([...Object.keys(a[path]), ...Object.keys(b[path])]))) {
    const [before, after] = [a[path][key] ?? null, b[path][key] ?? null] as [JsonValue, JsonValue];
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    const opens = path === 'gates' && LOOSENING_GATES.includes(key) && (before === true || after === true);
    yield { path: `${path}.${key}`, before, after, effect: opens ? (after === true ? 'loosens' : 'tightens') : 'neutral' };
  }
}

/**
 * Differences between two passports for people, in the order of the document, each marked with what it means: `loosens`
 * whenever anything becomes possible that was not before. Equal rules give an empty list.
 */
export function diffPassports(a: Passport, b: Passport): PassportDifference[] {
  const text = (path: 'name' | 'description'): PassportDifference[] =>
    a[path] === b[path] ? [] : [{ path, before: a[path], after: b[path], effect: 'neutral' }];
  return [
    ...text('name'),
    ...text('description'),
    ...diffSet('allowed_chords', a.allowed_chords, b.allowed_chords, 'loosens', 'tightens'),
    ...diffSet('allowed_actuators.hot', a.allowed_actuators.hot, b.allowed_actuators.hot, 'loosens', 'tightens'),
    ...diffSet('allowed_actuators.cold', a.allowed_actuators.cold, b.allowed_actuators.cold, 'loosens', 'tightens'),
    ...diffLimits(a.limits, b.limits),
    ...diffBounds(a, b),
    ...diffSet('invariants', a.invariants, b.invariants, 'tightens', 'loosens'),
    ...diffCarried('cooldowns', a, b),
    ...diffCarried('gates', a, b),
  ];
}
