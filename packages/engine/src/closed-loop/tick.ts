import type { Action, Passport, Signals } from '@modekeeper/contracts';
import type { ExplainEvent, GuardResult, GuardSettings } from '../guardrails/evaluate.ts';
import { initialKnobs, type KnobStates } from '../guardrails/knob-state.ts';
import { FRESH_GUARD, type GuardState, noteTick } from '../guardrails/stable-profile.ts';
import { FRESH_PLANNER, type PlannerState, tickPlanner } from '../planner/planner.ts';
import { proposeChords } from '../policy/chord-policy.ts';
import { proposeScalar } from '../policy/scalar-policy.ts';
import { type ApplyFacts, checkActions } from './check-actions.ts';
import { type PlannedChange, plannedChanges } from './planned-changes.ts';
import type { PolicyName } from './policies.ts';
import { settleTick, type TickOutcome } from './settle-tick.ts';

/** What a closed loop remembers between ticks; `run` is one tick on fresh memory, `watch` keeps it. */
export type LoopMemory = { planner: PlannerState; guard: GuardState; knobs: KnobStates };

/** Limits that the person gave, before the passport's. */
export type LoopLimits = { cooldown_s: number; max_delta_per_step: number };
export type TickInputs = { signals: Signals; policy: PolicyName; limits: LoopLimits; passport: Passport | null; now_ms: number };

/** A tick as proposed and checked: nothing has happened yet. */
export type CheckedTick = {
  /** In emission order. */
  proposed: Action[];
  /** One for each proposed action, in that order; what is not blocked as it is when everything goes well. */
  results: GuardResult[];
  /** What the plan sets: actions that are not blocked, and what a relock goes back to. */
  targets: PlannedChange[];
  explain: ExplainEvent[];
  incident: boolean;
  relock_stable_intervals: number;
  /** Memory when nothing happens, and when everything that is not blocked does, with what there is to explain then. */
  without: LoopMemory;
  done: Pick<LoopMemory, 'guard' | 'knobs'> & { explain: ExplainEvent[] };
};

/** Memory of a loop that has seen nothing yet. */
export function freshMemory(): LoopMemory {
  return { planner: FRESH_PLANNER, guard: FRESH_GUARD, knobs: initialKnobs() };
}

/** One tick of the closed loop in a dry run (contract page `closed-loop`): no knob changes and no change stamp is made. Pure. */
export function tickClosedLoop(memory: LoopMemory, inputs: TickInputs): TickOutcome {
  const checked = checkTick(memory, inputs, null);
  const settled = settleTick(checked, { kind: 'done' });
  return { ...settled, explain: [...checked.explain, ...settled.explain] };
}

/**
 * The first half of a tick: planner and policy propose, every action is checked, what is left is what a plan sets. `apply`: what checks need
 * to know when the plan is going to be applied; null in a dry run. The planner's steps are marked by their emission. Pure.
 */
export function checkTick(memory: LoopMemory, inputs: TickInputs, apply: ApplyFacts | null): CheckedTick {
  const { now_ms, passport, signals } = inputs;
  const settings = guardSettings(inputs.limits, passport);
  const { planner, proposed } = propose(memory, inputs, settings.relock_stable_intervals);
  const guard = noteTick(memory.guard, signals.incident);
  const { knobs } = memory;
  const checked = checkActions(proposed, { signals, passport, settings, knobs, guard, now_ms, apply });
  return {
    proposed,
    results: checked.results,
    targets: plannedChanges(checked.results),
    explain: checked.explain,
    incident: signals.incident,
    relock_stable_intervals: settings.relock_stable_intervals,
    without: { planner, guard, knobs },
    done: { guard: checked.granted.state, knobs: checked.granted.knobs, explain: checked.explain_done },
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
