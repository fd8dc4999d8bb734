import type { Action } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setKnob } from '../guardrails/knob-state.ts';
import { FRESH_GUARD } from '../guardrails/stable-profile.ts';
import { PASSPORT_TEMPLATES, passportTemplate } from '../passport/templates.ts';
import { KNOB_REGISTRY } from '../policy/knob-registry.ts';
import { inputs, LIMITS, signals } from '../test-ticks.ts';
import { checkActions } from './check-actions.ts';
import { freshMemory, guardSettings, type LoopMemory, type TickInputs, tickClosedLoop } from './tick.ts';

const DRY = { signals: signals(), apply: null };
const anySignals = fc
  .record({ drift: fc.boolean(), burst: fc.boolean(), straggler: fc.boolean(), gpu_saturated: fc.boolean() })
  .map(signals);
const anyPassport = fc.constantFrom(null, ...PASSPORT_TEMPLATES);
const anyLimits = fc.record({
  cooldown_s: fc.integer({ min: -5, max: 200 }),
  max_delta_per_step: fc.integer({ min: -5, max: 20 }),
});
const anyAction: fc.Arbitrary<Action> = fc.record({
  knob: fc.constantFrom('__recover__', '__relock__', 'nonsense', ...KNOB_REGISTRY.map(({ knob }) => knob)),
  target: fc.integer({ min: -10, max: 70_000 }),
  reason: fc.constantFrom('recover', 'relock', 'normal', 'latency_burst'),
  chord: fc.constantFrom(null, ' ', 'BURST-ABSORB', 'RECOVER-RELOCK', 'SCALAR', 'INVENTED'),
});
const reasons = (memory: LoopMemory, over: Partial<TickInputs>) =>
  tickClosedLoop(memory, inputs(over)).results.map(({ reason }) => reason);

describe('checkActions', () => {
  it('gives exactly one result per action, in their order, whatever is proposed; nothing is applied', () => {
    fc.assert(
      fc.property(
        fc.array(anyAction, { maxLength: 12 }),
        anyPassport,
        anyLimits,
        fc.boolean(),
        (actions, passport, limits, ready) => {
          const guard = ready
            ? {
                ...FRESH_GUARD,
                recover_completed: true,
                stable_without_incident: 9,
                profile: { concurrency: 4, timeout_ms: 1_000 },
              }
            : FRESH_GUARD;
          const knobs = setKnob(freshMemory().knobs, 'concurrency', 9, 990_000);
          const settings = guardSettings(limits, passport);
          const { results } = checkActions(actions, { ...DRY, passport, settings, knobs, guard, now_ms: 1_000_000 });
          expect(results.map(({ action }) => action)).toEqual(actions);
          expect(results.every(({ applied, dry_run }) => !applied && dry_run)).toBe(true);
        },
      ),
    );
  });

  it('an action that is proposed twice as one object still gets two results', () => {
    const action: Action = { knob: 'concurrency', target: 4, reason: 'latency_burst', chord: 'BURST-ABSORB' };
    const { results } = checkActions([action, action], {
      ...DRY,
      passport: null,
      settings: guardSettings(LIMITS, null),
      ...freshMemory(),
      now_ms: 0,
    });
    expect(results.map(({ reason }) => reason)).toEqual(['dry_run', 'dry_run']);
  });

  it('an unknown chord is the first reason, then the passport’s, then the guardrails’', () => {
    const passport = passportTemplate('safe');
    const actions: Action[] = [
      { knob: 'nonsense', target: 1, reason: 'x', chord: 'INVENTED' },
      { knob: 'timeout_ms', target: 15_000, reason: 'x', chord: 'TIMEOUT-GUARD' },
      { knob: 'timeout_ms', target: 15_000, reason: 'x', chord: 'BURST-ABSORB' },
      { knob: 'concurrency', target: 17, reason: 'x', chord: 'BURST-ABSORB' },
      { knob: 'nonsense', target: 1, reason: 'x', chord: 'BURST-ABSORB' },
      { knob: 'concurrency', target: 4, reason: 'x', chord: 'BURST-ABSORB' },
      { knob: 'concurrency', target: 7, reason: 'x', chord: 'BURST-ABSORB' },
    ];
    const { explain, results } = checkActions(actions, {
      ...DRY,
      passport,
      settings: guardSettings(LIMITS, passport),
      ...freshMemory(),
      now_ms: 0,
    });
    expect(results.map(({ reason }) => reason)).toEqual([
      'unknown_chord',
      'chord_not_allowed',
      'actuator_not_allowed',
      'knob_out_of_bounds',
      'actuator_not_allowed',
      'max_delta_exceeded',
      'dry_run',
    ]);
    expect(explain.filter(({ event }) => event === 'blocked')).toHaveLength(6);
  });
});

describe('tickClosedLoop', () => {
  it('over any run of ticks: results follow the proposals, no knob value or stamp ever changes, blocked actions are not planned', () => {
    const ticks = fc.array(anySignals, { maxLength: 20 });
    fc.assert(
      fc.property(ticks, anyPassport, anyLimits, fc.constantFrom('chord', 'scalar'), (run, passport, limits, policy) => {
        const start = freshMemory();
        let memory = start;
        for (const [index, seen] of run.entries()) {
          const tick = tickClosedLoop(memory, { signals: seen, policy, limits, passport, now_ms: index * 10_000 });
          expect(tick.results.map(({ action }) => action)).toEqual(tick.proposed);
          expect(tick.memory.knobs).toEqual(start.knobs);
          const blocked = tick.results.filter((result) => result.blocked).map(({ action }) => action.knob);
          expect(tick.targets.filter(({ knob }) => blocked.includes(knob))).toEqual([]);
          expect(tick.targets.filter(({ knob }) => knob.startsWith('__'))).toEqual([]);
          memory = tick.memory;
        }
      }),
    );
  });

  it('plans what a burst proposes', () => {
    const tick = tickClosedLoop(freshMemory(), inputs({ signals: signals({ burst: true }) }));
    expect(tick.targets).toEqual([
      { knob: 'dataloader_prefetch_factor', to: 2, chord: 'BURST-ABSORB', reason: 'latency_burst' },
      { knob: 'concurrency', to: 4, chord: 'BURST-ABSORB', reason: 'latency_burst' },
    ]);
  });

  it('incident, recover, relock over three ticks; without a stable time before it the relock is blocked', () => {
    let memory = freshMemory();
    const seen = [signals({ drift: true }), signals(), signals()].map((now) => {
      const tick = tickClosedLoop(memory, inputs({ signals: now }));
      memory = tick.memory;
      return tick.results.map(({ reason }) => reason);
    });
    expect(seen).toEqual([['dry_run', 'dry_run'], ['recover'], ['relock_not_allowed']]);
  });

  it('a relock to a profile of other values is one result with its changes, and they are planned', () => {
    const calm = tickClosedLoop(tickClosedLoop(freshMemory(), inputs()).memory, inputs());
    expect(calm.explain.map(({ event }) => event)).toEqual(['stable_profile_saved']);
    const incident = tickClosedLoop(calm.memory, inputs({ signals: signals({ burst: true }) })).memory;
    const moved = setKnob(setKnob(incident.knobs, 'timeout_ms', 15_000, 0), 'concurrency', 4, 0);
    const recovered = tickClosedLoop({ ...incident, knobs: moved }, inputs()).memory;
    const { results, targets } = tickClosedLoop(recovered, inputs());
    expect(results).toMatchObject([
      {
        reason: 'rollback_dry_run',
        changes: [
          { knob: 'concurrency', before: 4, after: 8 },
          { knob: 'timeout_ms', before: 15_000, after: 5_000 },
        ],
      },
    ]);
    expect(targets).toEqual([
      { knob: 'concurrency', to: 8, chord: 'RECOVER-RELOCK', reason: 'relock' },
      { knob: 'timeout_ms', to: 5_000, chord: 'RECOVER-RELOCK', reason: 'relock' },
    ]);
  });

  it('the stricter limit of person and passport holds', () => {
    const passport = passportTemplate('safe');
    expect(guardSettings({ cooldown_s: 100, max_delta_per_step: 5 }, passport)).toMatchObject({
      min_interval_s: 100,
      max_delta_per_step: 1,
      relock_stable_intervals: 3,
    });
    expect(guardSettings({ cooldown_s: 1, max_delta_per_step: 0 }, passport)).toMatchObject({ min_interval_s: 90 });
    expect(guardSettings({ cooldown_s: -1, max_delta_per_step: -1 }, null)).toMatchObject({
      min_interval_s: 0,
      max_delta_per_step: 0,
      allowlist: null,
    });
    expect(
      reasons(freshMemory(), { signals: signals({ burst: true }), limits: { cooldown_s: 30, max_delta_per_step: 3 } }),
    ).toEqual(['dry_run', 'max_delta_exceeded']);
  });

  it('scalar lowers concurrency from its present value and knows no planner', () => {
    const tick = tickClosedLoop(freshMemory(), inputs({ policy: 'scalar', signals: signals({ straggler: true }) }));
    expect(tick.targets).toEqual([{ knob: 'concurrency', to: 4, chord: 'SCALAR', reason: 'scalar' }]);
    expect(tick.memory.planner).toEqual(freshMemory().planner);
  });
});
