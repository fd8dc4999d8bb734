import type { Action } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOB_REGISTRY } from '../policy/knob-registry.ts';
import { evaluateGuardrails, type GuardInputs, type GuardSettings } from './evaluate.ts';
import { initialKnobs, setKnob } from './knob-state.ts';
import { FRESH_GUARD, type GuardState, noteTick, saveProfile } from './stable-profile.ts';

const SETTINGS: GuardSettings = { min_interval_s: 30, max_delta_per_step: 0, relock_stable_intervals: 2, allowlist: null };
const inputs = (actions: Action[], over: Partial<GuardInputs> = {}): GuardInputs => ({
  actions,
  apply: true,
  entitlement: true,
  kill_switch_active: false,
  now_ms: 1_000_000,
  ...over,
});
const move = (knob: string, target: number, reason = 'latency_burst'): Action => ({
  knob,
  target,
  reason,
  chord: 'BURST-ABSORB',
});
const RECOVER = move('__recover__', 0, 'recover');
const RELOCK = move('__relock__', 0, 'relock');
const reasons = (given: GuardInputs, settings = SETTINGS, knobs = initialKnobs(), state = FRESH_GUARD) =>
  evaluateGuardrails(given, settings, knobs, state).results.map(({ reason }) => reason);

describe('guardrails', () => {
  it('the kill switch stops everything, also before the entitlement is looked at', () => {
    const actions = [RECOVER, move('concurrency', 4)];
    expect(reasons(inputs(actions, { kill_switch_active: true, entitlement: false }))).toEqual([
      'kill_switch_active',
      'kill_switch_active',
    ]);
  });

  it('applying without the entitlement is blocked; a dry run and an unknown entitlement are not', () => {
    const actions = [move('concurrency', 4)];
    expect(reasons(inputs(actions, { entitlement: false }))).toEqual(['entitlement_missing']);
    expect(reasons(inputs(actions, { entitlement: false, apply: false }))).toEqual(['dry_run']);
    expect(reasons(inputs(actions, { entitlement: null }))).toEqual(['applied']);
  });

  it('refuses unknown knobs, then the allowlist, then the cooldown, then the step', () => {
    const settings = { ...SETTINGS, allowlist: ['concurrency', 'timeout_ms'], max_delta_per_step: 2 };
    const knobs = setKnob(initialKnobs(), 'timeout_ms', 5_000, 990_000);
    const actions = [
      move('nonsense', 1),
      move('microbatch_size', 16),
      move('timeout_ms', 15_000),
      move('concurrency', 4),
      move('concurrency', 6),
    ];
    expect(reasons(inputs(actions), settings, knobs)).toEqual([
      'unknown_knob',
      'not_allowlisted',
      'cooldown_active',
      'max_delta_exceeded',
      'applied',
    ]);
  });

  it('the cooldown ends with its last millisecond', () => {
    const knobs = setKnob(initialKnobs(), 'concurrency', 8, 1_000_000 - 30_000);
    expect(reasons(inputs([move('concurrency', 4)]), SETTINGS, knobs)).toEqual(['applied']);
  });

  it('gives special and blocked results first, then the survivors', () => {
    const results = evaluateGuardrails(
      inputs([move('concurrency', 4), move('nonsense', 1), RECOVER]),
      SETTINGS,
      initialKnobs(),
      FRESH_GUARD,
    );
    expect(results.results.map(({ reason }) => reason)).toEqual(['unknown_knob', 'recover', 'applied']);
  });

  it('a dry run changes no knob, whatever is proposed', () => {
    const knobs = fc.constantFrom(...KNOB_REGISTRY.map(({ knob }) => knob));
    fc.assert(
      fc.property(fc.array(fc.tuple(knobs, fc.integer({ min: -10, max: 100_000 }))), (moves) => {
        const before = initialKnobs();
        const outcome = evaluateGuardrails(
          inputs(
            moves.map(([knob, target]) => move(knob, target)),
            { apply: false },
          ),
          SETTINGS,
          before,
          FRESH_GUARD,
        );
        expect(outcome.knobs).toEqual(before);
        expect(outcome.results.every(({ applied, dry_run }) => !applied && dry_run)).toBe(true);
      }),
    );
  });

  it('never leaves a knob outside the registry’s bounds', () => {
    fc.assert(
      fc.property(fc.integer(), (target) => {
        const { knobs } = evaluateGuardrails(inputs([move('concurrency', target)]), SETTINGS, initialKnobs(), FRESH_GUARD);
        expect(knobs.concurrency?.value).toBeGreaterThanOrEqual(1);
        expect(knobs.concurrency?.value).toBeLessThanOrEqual(64);
      }),
    );
  });
});

describe('recover and relock', () => {
  const quiet = (state: GuardState, ticks: number) =>
    Array.from({ length: ticks }).reduce<GuardState>((at) => noteTick(at, false), state);
  const ready: GuardState = { ...quiet(FRESH_GUARD, 2), recover_completed: true, profile: { concurrency: 8, timeout_ms: 5_000 } };

  it('relock needs a recover, a profile and a stable time', () => {
    expect(reasons(inputs([RELOCK]), SETTINGS, initialKnobs(), ready)).toEqual(['relock_noop']);
    for (const lacking of [{ recover_completed: false }, { profile: null }, { stable_without_incident: 1 }]) {
      expect(reasons(inputs([RELOCK]), SETTINGS, initialKnobs(), { ...ready, ...lacking })).toEqual(['relock_not_allowed']);
    }
  });

  it('relock returns to the profile, knob by knob in name order, and closes the incident', () => {
    const moved = setKnob(setKnob(initialKnobs(), 'timeout_ms', 15_000, 0), 'concurrency', 4, 0);
    const { knobs, results, state } = evaluateGuardrails(inputs([RELOCK]), SETTINGS, moved, { ...ready, incident_open: true });
    expect(results.map(({ changes, reason }) => [reason, changes])).toEqual([
      ['rollback', [{ knob: 'concurrency', before: 4, after: 8 }]],
      ['rollback', [{ knob: 'timeout_ms', before: 15_000, after: 5_000 }]],
    ]);
    expect([knobs.concurrency?.value, knobs.timeout_ms?.value]).toEqual([8, 5_000]);
    expect(state).toMatchObject({ recover_completed: false, incident_open: false });
    expect(reasons(inputs([RELOCK], { apply: false }), SETTINGS, moved, ready)).toEqual(['rollback_dry_run', 'rollback_dry_run']);
  });

  it('normal needs a recover before it', () => {
    const normal = move('concurrency', 8, 'normal');
    expect(reasons(inputs([normal]))).toEqual(['normal_requires_recover']);
    expect(reasons(inputs([RECOVER, normal]))).toEqual(['recover', 'normal_allowed']);
  });

  it('an incident forgets the recover and the stable time', () => {
    expect(noteTick(ready, true)).toMatchObject({ stable_without_incident: 0, recover_completed: false, incident_open: true });
  });

  it('saves the profile only in a stable time without an open incident', () => {
    const knobs = initialKnobs();
    const save = (state: GuardState, incident = false) => saveProfile(state, knobs, { incident, required: 2 }).saved;
    expect(save(quiet(FRESH_GUARD, 1))).toBe(false);
    expect(save(quiet(FRESH_GUARD, 2))).toBe(true);
    expect(save(quiet(noteTick(FRESH_GUARD, true), 5))).toBe(false);
    expect(save(quiet(FRESH_GUARD, 2), true)).toBe(false);
  });
});
