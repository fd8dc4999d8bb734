import type { Action } from '@modekeeper/contracts';
import { findKnob } from '../policy/knob-registry.ts';
import { clampTarget, type KnobStates, setKnob } from './knob-state.ts';
import { afterRelock, type GuardState, type KnobChange, relockChanges } from './stable-profile.ts';

export type GuardSettings = {
  /** Seconds since a knob's last change before it may change again. */
  min_interval_s: number;
  /** Largest step; 0 = off. */
  max_delta_per_step: number;
  relock_stable_intervals: number;
  /** Null: every registered knob. */
  allowlist: readonly string[] | null;
};
export type GuardInputs = {
  actions: readonly Action[];
  apply: boolean;
  entitlement: boolean | null;
  kill_switch_active: boolean;
  now_ms: number;
};

/** One row of the contract's `results`; blocked means not applied and dry. */
export type GuardResult = {
  action: Action;
  applied: boolean;
  blocked: boolean;
  reason: string;
  dry_run: boolean;
  changes?: KnobChange[];
};
export type ExplainEvent = { event: string; payload: Record<string, unknown> };

export type GuardOutcome = {
  /** Special and blocked results in input order, then survivors. */
  results: GuardResult[];
  knobs: KnobStates;
  state: GuardState;
  explain: ExplainEvent[];
};

/** Guardrails (contract page `policy`): the last word before anything is planned, and what they remember. Pure. */
export function evaluateGuardrails(
  inputs: GuardInputs,
  settings: GuardSettings,
  knobs: KnobStates,
  state: GuardState,
): GuardOutcome {
  const stop = inputs.kill_switch_active
    ? 'kill_switch_active'
    : inputs.apply && inputs.entitlement === false
      ? 'entitlement_missing'
      : null;
  if (stop !== null) {
    const results = inputs.actions.map((action) => blocked(action, stop));
    return {
      results,
      knobs,
      state,
      explain: results.map(({ action }) => ({ event: 'blocked', payload: { reason: stop, action } })),
    };
  }
  let outcome: GuardOutcome = { results: [], knobs, state, explain: [] };
  const survivors: Action[] = [];
  for (const action of inputs.actions) {
    const step = judge(action, inputs, settings, outcome);
    if (step === null) survivors.push(action);
    else outcome = step;
  }
  for (const action of survivors) outcome = survive(action, inputs, outcome);
  return outcome;
}

/** What happens to one action; null: it survives. */
function judge(action: Action, inputs: GuardInputs, settings: GuardSettings, so_far: GuardOutcome): GuardOutcome | null {
  if (action.reason === 'recover') return recover(action, inputs, so_far);
  if (action.reason === 'relock') return relock(action, inputs, settings, so_far);
  if (action.reason === 'normal') return normal(action, inputs, so_far);
  return refuseAction(action, inputs, settings, so_far);
}

function recover(action: Action, { apply }: GuardInputs, so_far: GuardOutcome): GuardOutcome {
  const result = { action, applied: apply, blocked: false, reason: 'recover', dry_run: !apply };
  const state = { ...so_far.state, recover_completed: true };
  return add({ ...so_far, state }, [result], [{ event: 'decision', payload: { reason: 'recover_completed', action } }]);
}

function normal(action: Action, { apply }: GuardInputs, so_far: GuardOutcome): GuardOutcome {
  if (!so_far.state.recover_completed) {
    return add(so_far, [blocked(action, 'normal_requires_recover')], [blockedEvent('normal_requires_recover', action)]);
  }
  const result = { action, applied: apply, blocked: false, reason: 'normal_allowed', dry_run: !apply };
  return add(so_far, [result], [{ event: 'decision', payload: { reason: 'normal_allowed', action } }]);
}

function relock(action: Action, { apply, now_ms }: GuardInputs, settings: GuardSettings, so_far: GuardOutcome): GuardOutcome {
  const { knobs, state } = so_far;
  const changes = relockChanges(state, knobs, settings.relock_stable_intervals);
  if (changes === null) {
    const facts = {
      recover_completed: state.recover_completed,
      stable_without_incident: state.stable_without_incident,
      stable_required: settings.relock_stable_intervals,
      has_stable_profile: state.profile !== null,
    };
    return add(so_far, [blocked(action, 'relock_not_allowed')], [blockedEvent('relock_not_allowed', action, facts)]);
  }
  const row = (reason: string): GuardResult => ({ action, applied: apply, blocked: false, reason, dry_run: !apply });
  const decision = { event: 'decision', payload: { reason: 'relock_allowed', action } };
  const next = { ...so_far, state: afterRelock(state) };
  if (changes.length === 0) return add(next, [row(apply ? 'relock_noop' : 'relock_dry_run_noop')], [decision]);
  const reason = apply ? 'rollback' : 'rollback_dry_run';
  const after = apply ? changes.reduce((states, change) => setKnob(states, change.knob, change.after, now_ms), knobs) : knobs;
  const payload = {
    reason,
    before: Object.fromEntries(changes.map(({ before, knob }) => [knob, before])),
    after: Object.fromEntries(changes.map(({ after: value, knob }) => [knob, value])),
    changed: changes.map(({ knob }) => knob),
  };
  const results = changes.map((change) => ({ ...row(reason), changes: [change] }));
  return add({ ...next, knobs: after }, results, [decision, { event: 'rollback', payload }]);
}

/** The rules for ordinary actions, first hit wins; null: none hits. */
function refuseAction(action: Action, inputs: GuardInputs, settings: GuardSettings, so_far: GuardOutcome): GuardOutcome | null {
  const { knob, target } = action;
  const knobState = so_far.knobs[knob];
  const refuse = (reason: string, facts: Record<string, unknown> = {}) =>
    add(so_far, [blocked(action, reason)], [blockedEvent(reason, action, facts)]);
  if (findKnob(knob) === undefined || knobState === undefined) return refuse('unknown_knob');
  if (settings.allowlist !== null && !settings.allowlist.includes(knob)) return refuse('not_allowlisted');
  const { last_changed_at_ms, value } = knobState;
  if (last_changed_at_ms !== null && inputs.now_ms - last_changed_at_ms < settings.min_interval_s * 1_000)
    return refuse('cooldown_active');
  const clamped = clampTarget(knob, target);
  const delta = Math.abs(clamped - value);
  const limit = settings.max_delta_per_step;
  if (limit > 0 && delta > limit) {
    return refuse('max_delta_exceeded', { current: value, target, clamped_target: clamped, delta, max_delta_per_step: limit });
  }
  return null;
}

function survive(action: Action, { apply, now_ms }: GuardInputs, so_far: GuardOutcome): GuardOutcome {
  if (!apply) {
    const result = { action, applied: false, blocked: false, reason: 'dry_run', dry_run: true };
    return add(so_far, [result], [{ event: 'dry_run', payload: { reason: 'apply_gate', action } }]);
  }
  const before = so_far.knobs[action.knob]?.value;
  const knobs = setKnob(so_far.knobs, action.knob, action.target, now_ms);
  const after = knobs[action.knob]?.value;
  const result = { action, applied: true, blocked: false, reason: 'applied', dry_run: false };
  return add({ ...so_far, knobs }, [result], [{ event: 'applied', payload: { action, before, after } }]);
}

function add(so_far: GuardOutcome, results: GuardResult[], explain: ExplainEvent[]): GuardOutcome {
  return { ...so_far, results: [...so_far.results, ...results], explain: [...so_far.explain, ...explain] };
}

function blocked(action: Action, reason: string): GuardResult {
  return { action, applied: false, blocked: true, reason, dry_run: true };
}

function blockedEvent(reason: string, action: Action, facts: Record<string, unknown> = {}): ExplainEvent {
  return { event: 'blocked', payload: { reason, action, ...facts } };
}
