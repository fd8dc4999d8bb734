import type { Action, Passport, Signals } from '@modekeeper/contracts';
import type { ExplainEvent, GuardResult, GuardSettings } from '../guardrails/evaluate.ts';
import { initialKnobs, type KnobStates } from '../guardrails/knob-state.ts';
import { FRESH_GUARD, type GuardState, noteTick, saveProfile } from '../guardrails/stable-profile.ts';
import type { KnobTarget } from '../plan/build-patch.ts';
import { FRESH_PLANNER, type PlannerState, tickPlanner } from '../planner/planner.ts';
import { proposeChords } from '../policy/chord-policy.ts';
import { findKnob } from '../policy/knob-registry.ts';
import { proposeScalar } from '../policy/scalar-policy.ts';
import { checkActions } from './check-actions.ts';
import type { PolicyName } from './policies.ts';

/** What a closed loop remembers between ticks; `run` is one tick on fresh memory, `watch` keeps it. */
export type LoopMemory = { planner: PlannerState; guard: GuardState; knobs: KnobStates };

/** Limits that the person gave, before the passport's. */
export type LoopLimits = { cooldown_s: number; max_delta_per_step: number };
export type TickInputs = { signals: Signals; policy: PolicyName; limits: LoopLimits; passport: Passport | null; now_ms: number };

export type TickOutcome = {
  /** In emission order. */
  proposed: Action[];
  /** One for each proposed action, in that order. */
  results: GuardResult[];
  /** What the plan sets: actions that are not blocked, and what a relock goes back to. */
  targets: KnobTarget[];
  memory: LoopMemory;
  explain: ExplainEvent[];
};

/** Memory of a loop that has seen nothing yet. */
export function freshMemory(): LoopMemory {
  return { planner: FRESH_PLANNER, guard: FRESH_GUARD, knobs: initialKnobs() };
}

/**
 * One tick of the closed loop in a dry run (contract page `closed-loop`): planner and policy propose, every action is checked, what is left
 * becomes the plan. No knob changes and no change stamp is made; planner and guardrails remember the tick. Pure.
 */
export function tickClosedLoop(memory: LoopMemory, inputs: TickInputs): TickOutcome {
  const { passport, signals } = inputs;
  const settings = guardSettings(inputs.limits, passport);
  const { planner, proposed } = propose(memory, inputs, settings.relock_stable_intervals);
  const checked = checkActions(proposed, {
    passport,
    settings,
    knobs: memory.knobs,
    guard: noteTick(memory.guard, signals.incident),
    now_ms: inputs.now_ms,
  });
  const { saved, state } = saveProfile(checked.guard, memory.knobs, {
    incident: signals.incident,
    required: settings.relock_stable_intervals,
  });
  const profileSaved = {
    event: 'stable_profile_saved',
    payload: { reason: 'stable', profile: state.profile, stable_at: state.stable_without_incident },
  };
  return {
    proposed,
    results: checked.results,
    targets: checked.results.flatMap(targetsOf),
    memory: { planner, guard: state, knobs: memory.knobs },
    explain: saved ? [...checked.explain, profileSaved] : checked.explain,
  };
}

/** Guard settings of a run: the stricter of the person's limits and the passport's, and the passport's actuators. */
export function guardSettings(limits: LoopLimits, passport: Passport | null): GuardSettings {
  const cooldown_s = Math.max(0, limits.cooldown_s);
  const delta = Math.max(0, limits.max_delta_per_step);
  if (passport === null)
    return { min_interval_s: cooldown_s, max_delta_per_step: delta, relock_stable_intervals: 2, allowlist: null };
  const deltas = [delta, passport.limits.max_delta_per_step].filter((limit) => limit > 0);
  return {
    min_interval_s: Math.max(cooldown_s, passport.limits.cooldown_s),
    max_delta_per_step: deltas.length === 0 ? 0 : Math.min(...deltas),
    relock_stable_intervals: passport.limits.relock_stable_intervals,
    allowlist: [...passport.allowed_actuators.hot, ...passport.allowed_actuators.cold],
  };
}

/** The planner belongs to policy `chord`; `scalar` looks at signals and the current value only. */
function propose({ knobs, planner }: LoopMemory, { policy, signals }: TickInputs, required: number) {
  if (policy === 'scalar') return { planner, proposed: proposeScalar(signals, knobs.concurrency?.value ?? 0) };
  const tick = tickPlanner(planner, signals.incident, required);
  return { planner: tick.state, proposed: proposeChords(signals, tick.step) };
}

function targetsOf({ action, blocked, changes }: GuardResult): KnobTarget[] {
  if (blocked) return [];
  if (changes !== undefined) return changes.map(({ after, knob }) => ({ knob, to: after }));
  return findKnob(action.knob) === undefined ? [] : [{ knob: action.knob, to: action.target }];
}
