import type { Action, Signals } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setKnob } from '../guardrails/knob-state.ts';
import { FRESH_GUARD } from '../guardrails/stable-profile.ts';
import { EMPTY_LEDGER, recordChanges } from '../passport/ledger.ts';
import { PASSPORT_TEMPLATES } from '../passport/templates.ts';
import { KNOB_REGISTRY } from '../policy/knob-registry.ts';
import { FACTS, inputs, LIMITS, NOW_MS, past, signals } from '../test-ticks.ts';
import { checkActions } from './check-actions.ts';
import { plannedChanges } from './planned-changes.ts';
import { settleTick, type TickEnding } from './settle-tick.ts';
import { checkTick, freshMemory, guardSettings, type LoopMemory } from './tick.ts';

const anyAction: fc.Arbitrary<Action> = fc.record({
  knob: fc.constantFrom('__recover__', '__relock__', 'nonsense', ...KNOB_REGISTRY.map(({ knob }) => knob)),
  target: fc.integer({ min: -10, max: 70_000 }),
  reason: fc.constantFrom('recover', 'relock', 'normal', 'latency_burst'),
  chord: fc.constantFrom(null, ' ', 'BURST-ABSORB', 'RECOVER-RELOCK', 'TIMEOUT-GUARD', 'SCALAR', 'INVENTED'),
});
const anySignals = fc
  .record({ drift: fc.boolean(), burst: fc.boolean(), straggler: fc.boolean(), gpu_saturated: fc.boolean() })
  .map(signals);
const anyPassport = fc.constantFrom(null, ...PASSPORT_TEMPLATES);
const anyEnding: fc.Arbitrary<TickEnding> = fc.constantFrom(
  { kind: 'done' },
  { kind: 'run_block', reason: 'kill_switch_active' },
  { kind: 'blocked', reason: 'verify_failed' },
  { kind: 'not_applied', reason: 'k8s_apply_failed' },
);

describe('properties of applying', () => {
  it('whatever is proposed: one result per action, in their order, and blocked means neither applied nor wet', () => {
    fc.assert(
      fc.property(
        fc.array(anyAction, { maxLength: 12 }),
        anySignals,
        anyPassport,
        fc.boolean(),
        fc.constantFrom(true, false, null),
        (actions, seen, passport, approve_advanced, entitlement) => {
          const guard = { ...FRESH_GUARD, recover_completed: true, stable_without_incident: 9, profile: { concurrency: 4 } };
          const { granted, results } = checkActions(actions, {
            signals: seen,
            passport,
            settings: guardSettings(LIMITS, passport),
            knobs: setKnob(freshMemory().knobs, 'timeout_ms', 9_000, NOW_MS - 1),
            guard,
            now_ms: NOW_MS,
            apply: { ...FACTS, approve_advanced, entitlement, changes: [past('SCALAR', 5)] },
          });
          expect(results.map(({ action }) => action)).toEqual(actions);
          for (const { applied, blocked, dry_run } of results) expect([applied, dry_run]).toEqual([!blocked, blocked]);
          // What no result that is let through names keeps its value and stamp.
          const named = results.flatMap(({ action, blocked, changes }) =>
            blocked ? [] : [action.knob, ...(changes ?? []).map(({ knob }) => knob)],
          );
          for (const [knob, state] of Object.entries(granted.knobs))
            if (!named.includes(knob) && knob !== 'timeout_ms') expect(state.last_changed_at_ms).toBeNull();
        },
      ),
    );
  });

  it('over any run of ticks and ends: results follow proposals, blocked actions reach no plan, knobs change only when it is done', () => {
    const ticks = fc.array(fc.tuple(anySignals, anyEnding), { maxLength: 20 });
    fc.assert(
      fc.property(ticks, anyPassport, fc.constantFrom('chord', 'scalar'), fc.boolean(), (run, passport, policy, approve) => {
        let memory: LoopMemory = freshMemory();
        let ledger = EMPTY_LEDGER;
        for (const [index, [seen, ending]] of run.entries()) {
          const now_ms = NOW_MS + index * 40_000;
          const over = { signals: seen, policy, limits: LIMITS, passport, now_ms };
          const tick = checkTick(memory, over, { ...FACTS, approve_advanced: approve, changes: ledger.changes });
          const allowed = tick.results.filter(({ blocked }) => !blocked);
          const planned = allowed.flatMap(({ action, changes }) => changes?.map(({ knob }) => knob) ?? action.knob);
          for (const { chord, knob } of tick.targets) {
            expect(planned).toContain(knob);
            expect(chord).not.toBe('');
          }
          const settled = settleTick(tick, ending);
          expect(settled.results.map(({ action }) => action)).toEqual(settled.proposed);
          const applied = settled.results.some((result) => result.applied);
          if (ending.kind !== 'done') {
            expect(applied).toBe(false);
            expect(settled.memory.knobs).toEqual(memory.knobs);
          } else {
            for (const { knob, to } of tick.targets)
              expect(settled.memory.knobs[knob]).toEqual({ value: to, last_changed_at_ms: now_ms });
            ledger = recordChanges(ledger, tick.targets, now_ms);
          }
          memory = settled.memory;
        }
      }),
    );
  });
});

describe('plannedChanges', () => {
  it('a step of the planner sets nothing by itself, whatever knob it names', () => {
    const step = (reason: string) => ({
      action: { knob: 'concurrency', target: 64, reason, chord: 'RECOVER-RELOCK' },
      ...{ applied: false, blocked: false, reason, dry_run: true },
    });
    expect(plannedChanges([step('recover'), step('relock')])).toEqual([]);
    expect(plannedChanges([step('latency_burst')])).toEqual([
      { knob: 'concurrency', to: 64, chord: 'RECOVER-RELOCK', reason: 'latency_burst' },
    ]);
  });
});

describe('ends of a tick', () => {
  const burst = () => checkTick(freshMemory(), inputs({ signals: signals({ burst: true, straggler: true }) }), FACTS);
  const ended = (ending: TickEnding) =>
    settleTick(burst(), ending).results.map(({ applied, blocked, dry_run, reason }) => [reason, applied, blocked, dry_run]);

  it('done: what was left is applied through Kubernetes, what was blocked stays so', () => {
    expect(ended({ kind: 'done' })).toEqual([
      ...Array(3).fill(['k8s_apply', true, false, false]),
      ['approval_required', false, true, true],
    ]);
    expect(settleTick(burst(), { kind: 'done' }).explain.map(({ event }) => event)).toEqual(Array(3).fill('applied'));
  });

  it('a gate blocks what was left; a run block blocks everything; a failure applies nothing', () => {
    expect(ended({ kind: 'blocked', reason: 'verify_failed' })).toEqual([
      ...Array(3).fill(['verify_failed', false, true, true]),
      ['approval_required', false, true, true],
    ]);
    expect(ended({ kind: 'run_block', reason: 'license_missing' })).toEqual(
      Array(4).fill(['license_missing', false, true, true]),
    );
    expect(ended({ kind: 'not_applied', reason: 'k8s_apply_rolled_back' })).toEqual([
      ...Array(3).fill(['k8s_apply_rolled_back', false, false, false]),
      ['approval_required', false, true, true],
    ]);
  });

  it('a relock that did not happen leaves the incident open: no profile is made of the values that it left', () => {
    const step = (memory: LoopMemory, seen: Signals, ending: TickEnding) =>
      settleTick(checkTick(memory, inputs({ signals: seen }), FACTS), ending).memory;
    const done: TickEnding = { kind: 'done' };
    const calm = step(step(freshMemory(), signals(), done), signals(), done);
    const profile = calm.guard.profile;
    const moved = step(calm, signals({ burst: true }), done);
    expect(moved.knobs.concurrency?.value).toBe(4);
    const recovered = step(moved, signals(), done);
    const ends: TickEnding[] = [
      { kind: 'not_applied', reason: 'k8s_apply_failed' },
      { kind: 'blocked', reason: 'verify_failed' },
      { kind: 'run_block', reason: 'kill_switch_active' },
    ];
    for (const ending of ends) {
      let later = step(recovered, signals(), ending);
      for (let tick = 0; tick < 5; tick += 1) later = step(later, signals(), done);
      expect(later.guard).toMatchObject({ incident_open: true, profile });
    }
    expect(step(recovered, signals(), done)).toMatchObject({
      guard: { incident_open: false, profile },
      knobs: { concurrency: { value: 8 } },
    });
  });

  it('a recover step that was blocked is not remembered: the relock after it is not allowed', () => {
    const blocked: TickEnding = { kind: 'blocked', reason: 'verify_failed' };
    const calm = settleTick(checkTick(freshMemory(), inputs(), FACTS), { kind: 'done' }).memory;
    const seen = settleTick(checkTick(calm, inputs({ signals: signals({ burst: true }) }), FACTS), { kind: 'done' }).memory;
    const checked = checkTick(seen, inputs(), FACTS);
    expect(checked.explain).toEqual([]);
    expect(settleTick(checked, { kind: 'done' }).explain.map(({ payload }) => payload.reason)).toEqual(['recover_completed']);
    const recover = settleTick(checked, blocked);
    expect(recover.results.map(({ reason }) => reason)).toEqual(['verify_failed']);
    expect(recover.explain).toEqual([]);
    expect(checkTick(recover.memory, inputs(), FACTS).results.map(({ reason }) => reason)).toEqual(['relock_not_allowed']);
  });
});
