import { isModeKeeperError, type JsonValue, passportSchema } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validatePassport, validatePassportAll, validatePassportValue } from './validate-passport.ts';

const SRC = 'p.json';
const good = {
  schema_version: 'passport.v0',
  name: 'mine',
  allowed_chords: ['NORMAL-HOLD'],
  allowed_actuators: { hot: [], cold: ['concurrency'] },
  limits: { cooldown_s: 30, max_delta_per_step: 0, relock_stable_intervals: 1 },
};
const limits = (over: object) => ({ ...good, limits: { ...good.limits, ...over } });
const without = (key: keyof typeof good): object => Object.fromEntries(Object.entries(good).filter(([name]) => name !== key));

function failure(text: string): string | null {
  try {
    validatePassport(text, SRC);
    return null;
  } catch (error) {
    if (!isModeKeeperError(error)) throw error;
    expect(error.code).toBe('passport_invalid');
    return error.message;
  }
}
const fails = (document: unknown): string | null => failure(JSON.stringify(document));

describe('validatePassport', () => {
  it('accepts a minimal passport and fills in the defaults', () => {
    expect(validatePassport(JSON.stringify(good), SRC)).toEqual({
      ...good,
      description: '',
      invariants: [],
      cooldowns: {},
      gates: {},
    });
  });

  const cases: readonly [string, unknown, string][] = [
    ['an array', [], 'p.json: top-level JSON must be an object'],
    ['another version', { ...good, schema_version: 'v1' }, "p.json: schema_version must be 'passport.v0'"],
    ['no name', without('name'), 'p.json: name is required and must be non-empty string'],
    ['a blank name', { ...good, name: ' ' }, 'p.json: name is required and must be non-empty string'],
    ['chords as text', { ...good, allowed_chords: 'X' }, 'allowed_chords must be an array of strings'],
    ['a blank chord', { ...good, allowed_chords: ['RELOCK', ' '] }, 'allowed_chords[1] must be a non-empty string'],
    ['a chord that is no text', { ...good, allowed_chords: [1] }, 'allowed_chords[0] must be a non-empty string'],
    ['no chord', { ...good, allowed_chords: [] }, 'p.json: allowed_chords must not be empty'],
    [
      'unknown chords',
      { ...good, allowed_chords: ['Z', 'RELOCK', 'TIMEOUT-GUARD'] },
      'p.json: allowed_chords contains unknown IDs (Z, TIMEOUT-GUARD); expected canonical IDs: BURST-ABSORB, DRIFT-RETUNE, INPUT-STRAGGLER, NORMAL-HOLD, RECOVER, RELOCK',
    ],
    ['no actuators', without('allowed_actuators'), 'allowed_actuators must be an object'],
    ['no hot list', { ...good, allowed_actuators: { cold: [] } }, 'allowed_actuators.hot must be an array of strings'],
    [
      'a blank cold actuator',
      { ...good, allowed_actuators: { hot: [], cold: [''] } },
      'allowed_actuators.cold[0] must be a non-empty string',
    ],
    ['no limits', without('limits'), 'limits must be an object'],
    [
      'empty limits',
      { ...good, limits: {} },
      'p.json: limits missing required keys: cooldown_s, max_delta_per_step, relock_stable_intervals',
    ],
    [
      'a missing limit',
      { ...good, limits: { relock_stable_intervals: 1, cooldown_s: -1 } },
      'p.json: limits missing required keys: max_delta_per_step',
    ],
    ['a negative cooldown', limits({ cooldown_s: -1 }), 'p.json: limits.cooldown_s must be int >= 0'],
    ['a step limit as text', limits({ max_delta_per_step: '1' }), 'p.json: limits.max_delta_per_step must be int >= 0'],
    ['no relock interval', limits({ relock_stable_intervals: 0 }), 'p.json: limits.relock_stable_intervals must be int >= 1'],
    [
      'false as relock interval',
      limits({ relock_stable_intervals: false }),
      'p.json: limits.relock_stable_intervals must be int >= 1',
    ],
    ['knob limits as list', limits({ knob_limits: [] }), 'limits.knob_limits must be an object'],
    ['a blank knob', limits({ knob_limits: { ' ': {} } }), 'limits.knob_limits keys must be non-empty strings'],
    ['bounds as number', limits({ knob_limits: { a: 1 } }), 'limits.knob_limits.a must be an object'],
    ['no lower bound', limits({ knob_limits: { a: { max: 1 } } }), 'limits.knob_limits.a.min must be int'],
    ['a fraction as upper bound', limits({ knob_limits: { a: { min: 1, max: 1.5 } } }), 'limits.knob_limits.a.max must be int'],
    [
      'bounds upside down',
      limits({ knob_limits: { a: { min: 2, max: 1 } } }),
      'limits.knob_limits.a.min must be <= limits.knob_limits.a.max',
    ],
    ['invariants null', { ...good, invariants: null }, 'invariants must be an array of strings'],
    ['a blank invariant', { ...good, invariants: ['x', ''] }, 'invariants[1] must be a non-empty string'],
    ['cooldowns null', { ...good, cooldowns: null }, 'cooldowns must be an object'],
    ['gates as list', { ...good, gates: [] }, 'gates must be an object'],
    [
      'freeze windows null',
      limits({ freeze_windows: null }),
      'limits.freeze_windows must be an array of {start, end} with start < end',
    ],
    [
      'a window upside down',
      limits({ freeze_windows: [{ start: '2026-01-02', end: '2026-01-02' }] }),
      'limits.freeze_windows must be an array of {start, end} with start < end',
    ],
    [
      'a window without date',
      limits({ freeze_windows: [{ start: 'soon', end: '2026-01-02' }] }),
      'limits.freeze_windows must be an array of {start, end} with start < end',
    ],
  ];
  it.each(cases)('refuses %s with the exact message', (_, document, message) => {
    expect(fails(document)).toBe(message);
  });

  it('reports the first failure in the order of the contract, whatever the order of the keys', () => {
    const broken: Record<string, JsonValue> = {
      gates: 1,
      cooldowns: 1,
      invariants: 1,
      limits: 1,
      allowed_actuators: 1,
      allowed_chords: 1,
      name: 1,
      schema_version: 1,
    };
    const order = ['schema_version', 'name', 'allowed_chords', 'allowed_actuators', 'limits', 'invariants', 'cooldowns', 'gates'];
    const sound: Record<string, unknown> = { ...good, invariants: [], cooldowns: {}, gates: {} };
    for (const [index, key] of order.entries()) {
      const document = { ...broken, ...Object.fromEntries(order.slice(0, index).map((done) => [done, sound[done]])) };
      expect(fails(document)).toContain(key);
    }
  });
  it('names the file for text that is no JSON, and never shows a stack', () => {
    expect(failure('{')).toMatch(/^invalid JSON in p\.json: /);
    expect(failure('{"a":1,"a":1}')).toMatch(/^invalid JSON in p\.json: /);
    expect(failure('')).toMatch(/^invalid JSON in p\.json: /);
  });
  it('decides ints on the token: 30 is one, 30.0 and 3e1 are not', () => {
    const text = (token: string): string => JSON.stringify(good).replace('30', token);
    expect(failure(text('30'))).toBeNull();
    for (const token of ['30.0', '3e1', '30.5', '1e400', '9007199254740993']) {
      expect(failure(text(token))).not.toBeNull();
    }
  });
  it('counts booleans as 1 and 0 in limits', () => {
    const passport = validatePassport(
      JSON.stringify(limits({ cooldown_s: false, relock_stable_intervals: true, knob_limits: { a: { min: false, max: true } } })),
      SRC,
    );
    expect(passport.limits).toEqual({
      cooldown_s: 0,
      max_delta_per_step: 0,
      relock_stable_intervals: 1,
      knob_limits: { a: { min: 0, max: 1 } },
    });
  });
  it('ignores unknown fields, null knob limits, a description that is no text and a window reason that is no text', () => {
    const document = {
      ...limits({ knob_limits: null, other: 1.5, freeze_windows: [{ start: '2026-01-01', end: '2026-01-02', reason: 7 }] }),
      description: 5,
      extra: 1.5,
    };
    const passport = validatePassport(JSON.stringify(document), SRC);
    expect(passport).toEqual({
      ...good,
      description: '',
      invariants: [],
      cooldowns: {},
      gates: {},
      limits: { ...good.limits, freeze_windows: [{ start: '2026-01-01', end: '2026-01-02' }] },
    });
  });
  it('gives a normalised passport for every text that it accepts, and the same one again from that', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(...Object.keys(good)), (json, key) => {
        const document = { ...good, [key]: JSON.parse(json) };
        const problems = validatePassportAll(JSON.stringify(document), SRC);
        if (problems.length > 0) return;
        const passport = validatePassport(JSON.stringify(document), SRC);
        expect(passportSchema.parse(passport)).toEqual(passport);
        expect(validatePassportValue(passport, SRC)).toEqual(passport);
      }),
    );
  });
});

describe('validatePassportAll', () => {
  it('lists every problem with its path, the first one being the one that validatePassport throws', () => {
    const document = { ...limits({ cooldown_s: -1, knob_limits: { a: { min: 1 } } }), name: '', allowed_chords: ['X', 'RELOCK'] };
    const problems = validatePassportAll(JSON.stringify(document), SRC);
    expect(problems.map((problem) => problem.path)).toEqual([
      'name',
      'allowed_chords',
      'limits.cooldown_s',
      'limits.knob_limits.a.max',
    ]);
    expect(problems[0]?.message).toBe(fails(document));
  });
  it('is empty exactly when the passport is accepted', () => {
    expect(validatePassportAll(JSON.stringify(good), SRC)).toEqual([]);
    expect(validatePassportAll('[]', SRC)).toHaveLength(1);
    expect(validatePassportAll('nonsense', SRC)).toHaveLength(1);
  });
});

describe('validatePassportValue', () => {
  it('judges a parsed value by the same rules', () => {
    expect(validatePassportValue(good, 'request').name).toBe('mine');
    expect(() => validatePassportValue({ ...good, name: '' }, 'request')).toThrow(
      'request: name is required and must be non-empty string',
    );
    expect(() => validatePassportValue([], 'request')).toThrow('top-level JSON must be an object');
    expect(() => validatePassportValue(limits({ cooldown_s: 1.5 }), 'request')).toThrow('limits.cooldown_s must be int >= 0');
  });

  it('makes nothing that the stored schema would not: a member named __proto__ is dropped before it can be digested', () => {
    const text = JSON.stringify({
      ...good,
      limits: { ...good.limits, knob_limits: { PROTO: { min: 1, max: 2 } } },
      gates: { PROTO: true },
    });
    const passport = validatePassport(text.replaceAll('PROTO', '__proto__'), SRC);
    expect(Object.keys(passport.gates)).toEqual([]);
    expect(passportSchema.parse(passport)).toEqual(passport);
  });
});
