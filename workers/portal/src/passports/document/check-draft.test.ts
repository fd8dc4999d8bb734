import { PASSPORT_TEMPLATES, passportDigest, validatePassport } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import { checkDraft } from './check-draft.ts';

const safe = PASSPORT_TEMPLATES.find(({ name }) => name === 'safe') ?? PASSPORT_TEMPLATES[0];
const write = (over: object): string => JSON.stringify({ ...safe, ...over }, null, 2);
const errors = (text: string, name: string | null = null): [number, string][] =>
  checkDraft(text, name)
    .marks.filter(({ kind }) => kind === 'error')
    .map(({ line, path }) => [line, path]);
const notes = (text: string): string[] =>
  checkDraft(text, null)
    .marks.filter(({ kind }) => kind === 'note')
    .map(({ path }) => path);
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

describe('checkDraft', () => {
  it('finds every template valid, and makes the passport that the API would store', () => {
    for (const template of PASSPORT_TEMPLATES) {
      const text = JSON.stringify(template, null, 2);
      const { passport } = checkDraft(text, template.name);
      expect(passport && passportDigest(passport)).toBe(passportDigest(validatePassport(text, 'x')));
    }
  });
  it('shows errors in twenty places, each at its line', () => {
    const knob_limits = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`knob_${index}`, { min: 1, max: 'much' }]));
    const text = write({
      name: ' ',
      allowed_chords: ['NORMAL-HOLD', 'NOPE', 'BURST', ''],
      allowed_actuators: { hot: [''], cold: 1 },
      limits: {
        cooldown_s: -1,
        max_delta_per_step: 1.5,
        relock_stable_intervals: 0,
        knob_limits,
        freeze_windows: [
          { start: 'x', end: 'y' },
          { start: '2026-02-02', end: '2026-02-01' },
        ],
      },
      gates: null,
    });
    const found = errors(text);
    expect(found.length).toBeGreaterThan(20);
    expect(found).toContainEqual([lineOf(text, '"knob_7"') + 2, 'limits.knob_limits.knob_7.max']);
    expect(found).toContainEqual([lineOf(text, '"cooldown_s"'), 'limits.cooldown_s']);
    expect(found).toContainEqual([lineOf(text, '"start": "2026-02-02"') - 1, 'limits.freeze_windows[1]']);
    expect(checkDraft(text, null).passport).toBeNull();
  });
  it('says each unknown chord at its own line', () => {
    const text = write({ allowed_chords: ['RELOCK', 'NOPE', 'BURST'] });
    expect(errors(text)).toEqual([
      [lineOf(text, '"NOPE"'), 'allowed_chords[1]'],
      [lineOf(text, '"BURST"'), 'allowed_chords[2]'],
    ]);
  });
  it('still judges the rules while a comma is missing', () => {
    const text = write({ limits: { ...safe?.limits, cooldown_s: -1 } }).replace('"max_delta_per_step"', 'max_delta_per_step');
    expect(errors(text)).toEqual([
      [lineOf(text, '"cooldown_s"'), 'limits.cooldown_s'],
      [lineOf(text, 'max_delta_per_step'), ''],
    ]);
  });
  it('refuses what the strict parser refuses: duplicate keys, fractions for ints, a document that is no object', () => {
    expect(errors('{"name":"a","name":"b"}').length).toBeGreaterThan(0);
    expect(errors(write({}).replace('"cooldown_s": 90', '"cooldown_s": 90.0')).map(([, path]) => path)).toEqual([
      'limits.cooldown_s',
    ]);
    expect(errors('[]')).toEqual([[1, '']]);
    expect(errors('')).toEqual([[1, '']]);
  });
  it('lets a version keep its name only', () => {
    expect(errors(write({}), 'safe')).toEqual([]);
    expect(errors(write({ name: 'other' }), 'safe').map(([, path]) => path)).toEqual(['name']);
  });
  it('notes what has no effect, without refusing it', () => {
    const text = write({
      mine: 1,
      allowed_chords: ['INPUT-STRAGGLER'],
      allowed_actuators: { hot: ['concurrency', 'warp'], cold: ['concurrency'] },
      limits: { ...safe?.limits, more: 1, knob_limits: { concurrency: { min: 0, max: 9 }, timeout_ms: { min: 1, max: 2 } } },
      invariants: ['no_apply', 'be_nice'],
      gates: { apply: true },
    });
    expect(notes(text).sort()).toEqual(
      [
        'mine',
        'limits.more',
        'allowed_chords[0]',
        'allowed_actuators.hot[1]',
        'allowed_actuators.cold[0]',
        'limits.knob_limits.concurrency',
        'limits.knob_limits.timeout_ms',
        'invariants[0]',
        'invariants[1]',
      ].sort(),
    );
    expect(checkDraft(text, null).passport).not.toBeNull();
  });
  it('takes a text of the largest size, and stays with it', () => {
    const text = write({ mine: 'x'.repeat(200_000) });
    expect(checkDraft(text, 'safe').passport).not.toBeNull();
  });
});
