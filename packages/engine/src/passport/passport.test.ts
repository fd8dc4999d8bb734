import type { Passport } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffPassports } from './diff-passports.ts';
import { parseIsoTime } from './iso-time.ts';
import { passportDigest } from './passport-digest.ts';
import { actuatorTemperature, allowsChord, effectiveBounds, guardActuators } from './permissions.ts';
import { PASSPORT_TEMPLATES, passportTemplate, SANDBOX_TEMPLATES } from './templates.ts';
import { validatePassport } from './validate-passport.ts';

const demo = passportTemplate('demo', SANDBOX_TEMPLATES);
const every = [...PASSPORT_TEMPLATES, ...SANDBOX_TEMPLATES];
const withLimits = (over: Partial<Passport['limits']>): Passport => ({ ...demo, limits: { ...demo.limits, ...over } });

describe('templates', () => {
  it('are all valid passports that start with keep_global_batch_stable', () => {
    for (const passport of every) {
      expect(validatePassport(JSON.stringify(passport), `template:${passport.name}`)).toEqual(passport);
      expect(passport.invariants[0]).toBe('keep_global_batch_stable');
    }
  });
  it('are the seven of the contract, in its order, none of which applies', () => {
    expect(PASSPORT_TEMPLATES.map((passport) => passport.name)).toEqual([
      'pilot',
      'safe',
      'perf',
      'cost',
      'io',
      'comm',
      'recovery',
    ]);
    for (const passport of PASSPORT_TEMPLATES) {
      expect(passport.gates).toMatchObject({
        default_mode: 'plan_verify_only',
        apply: false,
        require_verify_ok: true,
        require_kill_switch_off: true,
      });
    }
    expect(passportTemplate('safe').gates.require_paid).toBe(true);
    expect(passportTemplate('comm').gates.require_comm_telemetry).toBe(true);
    expect(passportTemplate('io').gates).not.toHaveProperty('require_paid');
  });
  it('hold the values of the contract’s table', () => {
    expect(passportTemplate('io')).toMatchObject({
      allowed_chords: ['NORMAL-HOLD', 'BURST-ABSORB', 'INPUT-STRAGGLER', 'RECOVER', 'RELOCK'],
      allowed_actuators: {
        hot: ['dataloader_prefetch_factor'],
        cold: ['dataloader_num_workers', 'concurrency', 'microbatch_size'],
      },
      limits: {
        cooldown_s: 60,
        max_delta_per_step: 1,
        relock_stable_intervals: 2,
        knob_limits: { dataloader_num_workers: { min: 2, max: 16 } },
      },
      invariants: ['keep_global_batch_stable', 'protect_input_pipeline'],
      cooldowns: { input_straggler_s: 60, recover_s: 120 },
    });
    expect(passportTemplate('recovery').allowed_chords).toEqual(['NORMAL-HOLD', 'RECOVER', 'RELOCK', 'INPUT-STRAGGLER']);
    expect(passportTemplate('pilot').allowed_actuators.hot).toEqual([]);
  });
  it('keep the applying one out of every list but the sandbox’s', () => {
    expect(demo).toMatchObject({
      gates: { apply: true },
      limits: { cooldown_s: 30, max_delta_per_step: 4, relock_stable_intervals: 1 },
    });
    expect(() => passportTemplate('demo')).toThrow(
      "unknown template 'demo'; available: comm, cost, io, perf, pilot, recovery, safe",
    );
  });
  it('are found by exact name in a fixed table only', () => {
    expect(() => passportTemplate(' ')).toThrow('template name must be non-empty');
    for (const name of ['../safe', 'SAFE', 'constructor', '__proto__'])
      expect(() => passportTemplate(name)).toThrow('unknown template');
  });
});

describe('permissions', () => {
  it('tell the two steps of RECOVER-RELOCK apart and never match a chord without passport id', () => {
    expect(allowsChord(demo, 'BURST-ABSORB', 'latency_burst')).toBe(true);
    expect(allowsChord(demo, 'DRIFT-RETUNE', 'drift_detected')).toBe(false);
    expect(allowsChord(demo, 'RECOVER-RELOCK', 'relock')).toBe(true);
    expect(allowsChord({ ...demo, allowed_chords: ['RECOVER'] }, 'RECOVER-RELOCK', 'relock')).toBe(false);
    expect(allowsChord({ ...demo, allowed_chords: ['RECOVER'] }, 'RECOVER-RELOCK', 'recover')).toBe(true);
    for (const chord of ['TIMEOUT-GUARD', 'SCALAR', 'COMM-CONGESTION', 'RECOVER', 'RELOCK', ''])
      expect(allowsChord(demo, chord, 'x')).toBe(false);
  });
  it('allow an actuator only when passport and registry know it', () => {
    expect(actuatorTemperature(demo, 'concurrency')).toBe('cold');
    expect(actuatorTemperature(passportTemplate('safe'), 'concurrency')).toBe('hot');
    expect(actuatorTemperature(demo, 'microbatch_size')).toBeNull();
    expect(actuatorTemperature({ ...demo, allowed_actuators: { hot: ['replicas'], cold: [] } }, 'replicas')).toBeNull();
  });
  it('take bounds from the passport, else from the registry, never from the object prototype', () => {
    expect(effectiveBounds(demo, 'concurrency')).toEqual({ min: 1, max: 16 });
    expect(effectiveBounds(demo, 'timeout_ms')).toEqual({ min: 1000, max: 60_000 });
    expect(effectiveBounds(demo, 'constructor')).toBeNull();
  });
  it('give the guard exactly the known actuators, sorted, once each, inside the range that it can check', () => {
    expect(guardActuators(demo)).toEqual([
      { name: 'concurrency', min: 1, max: 16 },
      { name: 'dataloader_prefetch_factor', min: 1, max: 8 },
    ]);
    const odd: Passport = {
      ...withLimits({ knob_limits: { concurrency: { min: -5, max: 1_000_000 } } }),
      allowed_actuators: { hot: ['concurrency', 'nope'], cold: ['concurrency'] },
    };
    expect(guardActuators(odd)).toEqual([{ name: 'concurrency', min: 1, max: 99_999 }]);
  });
});

describe('passportDigest', () => {
  it('is the same for the same rules however the text was written, and differs for different rules', () => {
    const shuffled = JSON.stringify(Object.fromEntries(Object.entries({ ...demo, ignored: 1.5 }).reverse()), null, 3);
    expect(passportDigest(validatePassport(shuffled, 's'))).toBe(passportDigest(demo));
    expect(new Set(every.map(passportDigest)).size).toBe(every.length);
    expect(passportDigest(withLimits({ cooldown_s: 31 }))).not.toBe(passportDigest(demo));
  });
  it('works for carried fields with fractions, which the contract allows', () => {
    const half = passportDigest({ ...demo, cooldowns: { x_s: 0.5 } });
    expect(half).not.toBe(passportDigest({ ...demo, cooldowns: { x_s: '0.5' } }));
    expect(half).toBe(passportDigest({ ...demo, cooldowns: { x_s: 0.5 } }));
  });
});

describe('diffPassports', () => {
  const effects = (b: Passport): string[] =>
    diffPassports(demo, b).map((difference) => `${difference.path} ${difference.effect}`);
  it('finds nothing between equal rules', () => {
    for (const passport of every) expect(diffPassports(passport, structuredClone(passport))).toEqual([]);
    const { knob_limits: _, ...bare } = demo.limits;
    const repeated = { ...bare, knob_limits: { timeout_ms: { min: 1000, max: 60_000 } } };
    expect(diffPassports({ ...demo, limits: bare }, { ...demo, limits: repeated })).toEqual([]);
  });
  it('calls everything that becomes possible a loosening', () => {
    expect(effects({ ...demo, allowed_chords: [...demo.allowed_chords, 'DRIFT-RETUNE'] })).toEqual(['allowed_chords loosens']);
    expect(effects({ ...demo, allowed_actuators: { hot: ['timeout_ms'], cold: ['concurrency'] } })).toEqual([
      'allowed_actuators.hot loosens',
      'allowed_actuators.cold tightens',
    ]);
    expect(effects(withLimits({ cooldown_s: 10, max_delta_per_step: 0 }))).toEqual([
      'limits.cooldown_s loosens',
      'limits.max_delta_per_step loosens',
    ]);
    expect(effects(withLimits({ cooldown_s: 60, max_delta_per_step: 1 }))).toEqual([
      'limits.cooldown_s tightens',
      'limits.max_delta_per_step tightens',
    ]);
    expect(effects(withLimits({ knob_limits: { concurrency: { min: 2, max: 20 } } }))).toEqual([
      'limits.knob_limits.concurrency loosens',
    ]);
    expect(effects({ ...demo, invariants: [] })).toEqual(['invariants loosens']);
    expect(effects({ ...demo, gates: { ...demo.gates, apply: false } })).toEqual(['gates.apply tightens']);
    expect(effects({ ...demo, gates: { ...demo.gates, allow_unsafe_rollout: true } })).toEqual([
      'gates.allow_unsafe_rollout loosens',
    ]);
    expect(effects(withLimits({ freeze_windows: [{ start: '2026-01-01', end: '2026-01-02' }] }))).toEqual([
      'limits.freeze_windows tightens',
    ]);
  });
  it('mirrors loosening and tightening when the direction is turned round', () => {
    fc.assert(
      fc.property(fc.constantFrom(...every), fc.constantFrom(...every), (a, b) => {
        const paths = (list: ReturnType<typeof diffPassports>) => list.map((d) => d.path).sort();
        expect(paths(diffPassports(a, b))).toEqual(paths(diffPassports(b, a)));
        expect(diffPassports(a, b).length === 0).toBe(passportDigest(a) === passportDigest(b));
      }),
    );
  });
});

describe('parseIsoTime', () => {
  it('reads dates and times, UTC unless an offset is given', () => {
    expect(parseIsoTime('2026-01-02')).toBe(Date.UTC(2026, 0, 2));
    expect(parseIsoTime('2026-01-02T03:04:05.678Z')).toBe(Date.UTC(2026, 0, 2, 3, 4, 5, 678));
    expect(parseIsoTime('2026-01-02 03:04')).toBe(Date.UTC(2026, 0, 2, 3, 4));
    expect(parseIsoTime('2026-01-02T03:04:05+02:30')).toBe(Date.UTC(2026, 0, 2, 0, 34, 5));
    expect(parseIsoTime('0099-12-31T00:00:00-01')).toBe(new Date('0099-12-31T01:00:00Z').getTime());
  });
  it('refuses what no calendar has and what is not ISO-8601', () => {
    for (const text of [
      '2026-02-30',
      '2026-13-01',
      '2026-01-01T24:00',
      '2026-01-01T00:60',
      '2026-01-01t00:00z',
      '1.1.2026',
      '',
      '2026-01-01T',
      'now',
    ]) {
      expect(parseIsoTime(text)).toBeNull();
    }
  });
  it('inverts toISOString', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }), (date) => {
        expect(parseIsoTime(date.toISOString())).toBe(date.getTime());
      }),
    );
  });
});
