import type { JsonObject, Passport } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { EMPTY_LEDGER } from '../passport/ledger.ts';
import { passportTemplate } from '../passport/templates.ts';
import { buildPatch } from '../plan/build-patch.ts';
import { DEMO, deployment, NOW_MS } from '../test-deployment.ts';
import { type ApplyPassportInput, judgeApplyPassport } from './judge-passport.ts';
import { knobLeaves } from './knob-leaves.ts';

const set = (knob: string, to: number | null): JsonObject => buildPatch([{ knob, to }]) as unknown as JsonObject;
const target = (patch: JsonObject, part: Partial<ApplyPassportInput['targets'][number]> = {}) => ({
  patch,
  live: deployment(),
  ledger: EMPTY_LEDGER,
  ...part,
});
const judge = (part: Partial<ApplyPassportInput>) =>
  judgeApplyPassport({
    passport: null,
    passport_required: false,
    targets: [target(set('concurrency', 4))],
    chords: new Map(),
    cooldown_s: null,
    max_delta_per_step: null,
    now_ms: NOW_MS,
    ...part,
  });
const reason = (part: Partial<ApplyPassportInput>) => judge(part)?.reason ?? null;
const ago = (s: number) => new Date(NOW_MS - s * 1_000).toISOString();
const changedAgo = (s: number) => ({ ...EMPTY_LEDGER, knobs: { concurrency: { value: 8, last_changed_at: ago(s) } } });
const limits = (part: Partial<Passport['limits']>): Passport => ({ ...DEMO, limits: { ...DEMO.limits, ...part } });

describe('judgeApplyPassport', () => {
  it('lets a plan within registry or passport through', () => {
    expect(judge({})).toBeNull();
    expect(judge({ passport: limits({ max_delta_per_step: 0 }) })).toBeNull();
  });

  it('asks for a passport only where one is required and none is there', () => {
    expect(judge({ passport_required: true })).toEqual({
      reason: 'passport_missing',
      detail: 'name one with --passport',
      index: null,
    });
    expect(judge({ passport_required: true, passport: limits({ max_delta_per_step: 0 }) })).toBeNull();
  });

  it('keeps every place of a knob within its bounds, the ends included', () => {
    for (const to of [1, 64]) expect(reason({ targets: [target(set('concurrency', to))] })).toBeNull();
    for (const to of [0, 65, -1]) expect(reason({ targets: [target(set('concurrency', to))] })).toBe('knob_out_of_bounds');
    const mirror = (value: string) => ({ metadata: { annotations: { 'modekeeper/knob.concurrency': value } } });
    for (const value of ['65', ' 4', '4.0', 'four']) {
      expect(reason({ targets: [target(mirror(value))] })).toBe('knob_out_of_bounds');
    }
  });

  it('exempts a removal from bounds and step', () => {
    const live = deployment({ knobs: { concurrency: '16' } });
    const targets = [target(set('concurrency', null), { live })];
    expect(reason({ targets, passport: limits({ max_delta_per_step: 1 }) })).toBeNull();
  });

  it('with a passport, names the first field that is no knob', () => {
    const passport = limits({ max_delta_per_step: 0 });
    const patch = { spec: { replicas: 2 } };
    expect(judge({ passport, targets: [target(patch)] })).toMatchObject({ detail: 'the plan touches /spec/replicas' });
    expect(judge({ passport, targets: [target({})] })).toMatchObject({ detail: 'the plan touches the whole object' });
  });

  it('judges each gate over all items before the next', () => {
    const targets = [target(set('concurrency', 99)), target(set('learning_rate', 1))];
    expect(judge({ targets })).toMatchObject({ reason: 'actuator_not_allowed', index: 1 });
    expect(reason({ passport: passportTemplate('safe'), targets })).toBe('passport_apply_disabled');
  });

  it('a chord of a closed loop must be one that the passport allows; a bare knob one that an allowed chord touches', () => {
    const passport = limits({ max_delta_per_step: 0 });
    const named = (chord: string) => new Map([['concurrency', { chord, reason: 'r' }]]);
    expect(reason({ passport, chords: named('BURST-ABSORB') })).toBeNull();
    expect(reason({ passport, chords: named('SCALAR') })).toBe('chord_not_allowed');
    expect(reason({ passport: { ...passport, allowed_chords: ['NORMAL-HOLD'] } })).toBe('chord_not_allowed');
    expect(reason({ chords: named('SCALAR') })).toBeNull();
  });

  it('takes the cooldown of the loop, else of the passport, else thirty seconds', () => {
    const targets = [target(set('concurrency', 4), { ledger: changedAgo(29) })];
    expect(reason({ targets })).toBe('cooldown_active');
    expect(reason({ targets, cooldown_s: 20 })).toBeNull();
    const older = [target(set('concurrency', 4), { ledger: changedAgo(31) })];
    expect(reason({ targets: older })).toBeNull();
    expect(reason({ targets: older, passport: limits({ cooldown_s: 60, max_delta_per_step: 0 }) })).toBe('cooldown_active');
  });

  it('a change of the future is one that the cooldown holds for', () => {
    expect(reason({ targets: [target(set('concurrency', 4), { ledger: changedAgo(-3_600) })] })).toBe('cooldown_active');
  });

  it('a record that cannot be read withholds the target', () => {
    const targets = [target(set('concurrency', 4), { ledger: 'unreadable' })];
    expect(reason({ targets })).toBe('quarantine_active');
    expect(reason({ targets, passport: limits({ max_delta_per_step: 0 }) })).toBe('quarantine_active');
  });

  it('a step is counted from what the template holds, and from the initial value where it holds nothing', () => {
    const passport = limits({ max_delta_per_step: 3 });
    expect(reason({ passport })).toBeNull();
    expect(reason({ passport, targets: [target(set('concurrency', 5))] })).toBe('max_delta_exceeded');
    const unset = { live: deployment({ knobs: {} }) };
    expect(reason({ passport, targets: [target(set('concurrency', 5), unset)] })).toBeNull();
    expect(reason({ passport, targets: [target(set('concurrency', 4), unset)] })).toBe('max_delta_exceeded');
    const garbage = { live: deployment({ knobs: { concurrency: 'many' } }) };
    expect(reason({ passport, targets: [target(set('concurrency', 4), garbage)] })).toBe('max_delta_exceeded');
  });
});

describe('knobLeaves', () => {
  it.each<[string, JsonObject]>([
    ['a map removed', { spec: { template: { metadata: { annotations: null } } } }],
    ['what surrounds it removed', { spec: null }],
    ['its place taken by something else', { spec: { template: { metadata: [] } } }],
  ])('sees what happens to knobs that the patch does not name: %s', (_name, patch) => {
    expect(knobLeaves(deployment(), patch)).toEqual([
      { knob: 'concurrency', place: 'template', before: '1', after: null },
      { knob: 'dataloader_prefetch_factor', place: 'template', before: '1', after: null },
    ]);
  });

  it('names a knob that is set to what it is already', () => {
    expect(knobLeaves(deployment(), { spec: set('concurrency', 1).spec ?? null })).toEqual([
      { knob: 'concurrency', place: 'template', before: '1', after: '1' },
    ]);
  });

  it('takes no member for another: a key is only a key', () => {
    const patch = JSON.parse('{"metadata":{"annotations":{"modekeeper/knob.__proto__":"1","__proto__":"2"}}}') as JsonObject;
    expect(knobLeaves(deployment(), patch)).toEqual([{ knob: '__proto__', place: 'mirror', before: null, after: '1' }]);
  });
});
