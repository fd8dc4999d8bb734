import type { Action, Signals } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import type { TargetLedger } from '../passport/ledger.ts';
import { passportTemplate } from '../passport/templates.ts';
import { FACTS, inputs, LIMITS, NOW_MS, past, signals } from '../test-ticks.ts';
import { type ApplyFacts, checkActions } from './check-actions.ts';
import { checkTick, freshMemory, guardSettings, type TickInputs } from './tick.ts';

const reasonsOf = (seen: Partial<Signals>, facts: Partial<ApplyFacts> = {}, over: Partial<TickInputs> = {}) =>
  checkTick(freshMemory(), inputs({ signals: signals(seen), ...over }), { ...FACTS, ...facts }).results.map(
    ({ reason }) => reason,
  );
const check = (actions: readonly Action[], facts: Partial<ApplyFacts> = {}, seen = signals()) =>
  checkActions(actions, {
    signals: seen,
    passport: null,
    settings: guardSettings(LIMITS, null),
    ...freshMemory(),
    now_ms: NOW_MS,
    apply: { ...FACTS, ...facts },
  });

describe('checks of applying', () => {
  it('an action without a chord is planned in a dry run, and unknown when it would be applied', () => {
    const action: Action = { knob: 'concurrency', target: 4, reason: 'x', chord: null };
    expect(check([action, { ...action, chord: '  ' }]).results.map(({ reason }) => reason)).toEqual([
      'unknown_chord',
      'unknown_chord',
    ]);
  });

  it('a chord needs its signals: what a saturated GPU alone proposes of BURST-ABSORB is not applied', () => {
    expect(reasonsOf({ gpu_saturated: true })).toEqual(['required_signal_missing']);
    expect(reasonsOf({ gpu_saturated: true, burst: true })).toEqual(['applied', 'applied', 'applied']);
  });

  it('chords whose signals nothing detects are never applied', () => {
    const actions: Action[] = [
      { knob: 'comm_bucket_mb', target: 64, reason: 'x', chord: 'COMM-CONGESTION' },
      { knob: 'timeout_ms', target: 9_000, reason: 'x', chord: 'NEAR-HANG/TIMEOUT-GUARD' },
    ];
    const everything = signals({ drift: true, burst: true, straggler: true, gpu_saturated: true });
    const { results } = check(actions, { approve_advanced: true }, everything);
    expect(results.map(({ reason }) => reason)).toEqual(['required_signal_missing', 'required_signal_missing']);
  });

  it('RECOVER-RELOCK stands for an incident only where the planner emitted it', () => {
    const step: Action = { knob: '__recover__', target: 0, reason: 'recover', chord: 'RECOVER-RELOCK' };
    const disguised: Action = { knob: 'concurrency', target: 4, reason: 'recover', chord: 'RECOVER-RELOCK' };
    expect(check([step, disguised]).results.map(({ reason }) => reason)).toEqual(['recover', 'required_signal_missing']);
  });

  it('a chord rests for its whole cooldown, to the millisecond; other chords do not wait for it', () => {
    const seen = { burst: true, drift: true };
    const rests = ['applied', 'applied', 'cooldown_active', 'cooldown_active'];
    expect(reasonsOf(seen, { changes: [past('BURST-ABSORB', 89_999)] })).toEqual(rests);
    expect(reasonsOf(seen, { changes: [past('BURST-ABSORB', 90_000)] })).toEqual(Array(4).fill('applied'));
    expect(reasonsOf(seen, { changes: [past(' BURST-ABSORB ', -5_000)] })).toEqual(rests);
    expect(reasonsOf(seen, { changes: [{ ...past('BURST-ABSORB', 0), ts: 'soon' }] })).toEqual(rests);
  });

  it('actions of one chord in one tick are one use: the second does not wait for the first', () => {
    expect(reasonsOf({ burst: true })).toEqual(['applied', 'applied']);
  });

  it('TIMEOUT-GUARD changes twice an hour, this change included', () => {
    const seen = { straggler: true };
    const guard = (changes: TargetLedger['changes']) => reasonsOf(seen, { approve_advanced: true, changes })[1];
    expect(guard([past('TIMEOUT-GUARD', 3_599_999)])).toBe('applied');
    expect(guard([past('TIMEOUT-GUARD', 3_599_999), past('TIMEOUT-GUARD', 1)])).toBe('budget_exceeded');
    expect(guard([past('TIMEOUT-GUARD', 3_600_000), past('TIMEOUT-GUARD', 1)])).toBe('applied');
    const action: Action = { knob: 'timeout_ms', target: 15_000, reason: 'x', chord: 'TIMEOUT-GUARD' };
    const { results } = check([action, action, action], { approve_advanced: true }, signals(seen));
    expect(results.map(({ reason }) => reason)).toEqual(['applied', 'applied', 'budget_exceeded']);
  });

  it('advanced by tier, knob or chord waits for approval, after every other check', () => {
    expect(reasonsOf({ straggler: true })).toEqual(['applied', 'approval_required']);
    expect(reasonsOf({ straggler: true }, { approve_advanced: true })).toEqual(['applied', 'applied']);
    const actions: Action[] = [
      { knob: 'timeout_ms', target: 9_000, reason: 'x', chord: 'BURST-ABSORB' },
      { knob: 'concurrency', target: 4, reason: 'x', chord: 'TIMEOUT-GUARD' },
    ];
    const seen = signals({ burst: true, straggler: true });
    expect(check(actions, {}, seen).results.map(({ reason }) => reason)).toEqual(['approval_required', 'approval_required']);
  });

  it('a passport goes before guardrails, the catalog and approval', () => {
    const over = { passport: passportTemplate('safe') };
    expect(reasonsOf({ straggler: true }, {}, over)).toEqual(['max_delta_exceeded', 'chord_not_allowed']);
  });

  it('a kill switch or a missing entitlement blocks whatever is left', () => {
    expect(reasonsOf({ burst: true }, { kill_switch_active: true })).toEqual(Array(2).fill('kill_switch_active'));
    expect(reasonsOf({ burst: true }, { entitlement: false })).toEqual(Array(2).fill('entitlement_missing'));
  });
});
