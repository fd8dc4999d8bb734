import {
  type Action,
  type Passport,
  type PlanChange,
  RECOVER_KNOB,
  RELOCK_KNOB,
  type Sample,
  type Signals,
} from '@modekeeper/contracts';
import { judgePassport } from '../passport/judge.ts';
import type { JudgeFacts } from '../passport/judge-facts.ts';
import { EMPTY_LEDGER } from '../passport/ledger.ts';
import { liveKnob, type ObjectFacts } from '../passport/object-facts.ts';
import { actuatorTemperature } from '../passport/permissions.ts';
import { predictEffect } from '../passport/predict-effect.ts';
import { type PlannerState, type PlannerStep, tickPlanner } from '../planner/planner.ts';
import { CHORD_CATALOG, findChord } from '../policy/chord-catalog.ts';
import { proposeChords } from '../policy/chord-policy.ts';
import { BATCH_KNOBS } from '../policy/knob-registry.ts';
import { detectSignals } from '../signals/heuristic-v1.ts';

/** How a workload is observed: samples of the last minute, every 10 seconds, at least 12 of them (contract page `connector`). */
export const OBSERVATION = { window_ms: 60_000, tick_ms: 10_000, min_samples: 12 } as const;

/** What a tick for one target works on. */
export type TickFacts = {
  /** Samples of the window, in any order. */
  readonly samples: readonly Sample[];
  readonly planner: PlannerState;
  /** null: no valid passport is mounted; everything is advice. */
  readonly passport: Passport | null;
  readonly object: ObjectFacts;
  readonly reported_knobs: readonly string[];
};

/** An action that may not become a plan, and why. */
export type Advice = { readonly action: Action; readonly reason: string };

/** What the policy would do now. */
export type Proposal = {
  readonly kind: 'plan' | 'advice' | 'none';
  readonly signals: Signals;
  /** The planner's next state; keep it whatever becomes of the proposal. */
  readonly planner: PlannerState;
  readonly changes: readonly PlanChange[];
  readonly advice: readonly Advice[];
  /** Reason of the first change or advice; for `none`: `not_enough_samples`, a planner step, `stable` or `no_change`. */
  readonly reason: string;
};

/** Rules that speak about the wish itself; the others (cooldowns, freeze, ownership, …) may hold again by dispatch. */
const CHECKED: readonly string[] = ['chord', 'actuator', 'bounds', 'step', 'invariants', 'knob_declared'];

/** The passport's word on one change, on its predicted effect, so that no plan is made that is bound to fail. */
function passportFault(facts: TickFacts, change: JudgeFacts['changes'][number]): string | null {
  const judged = judgePassport({
    passport: facts.passport,
    catalog: CHORD_CATALOG,
    effect: predictEffect(facts.object, [change]),
    changes: [change],
    patch_pointers: [],
    object: facts.object,
    ledger: EMPTY_LEDGER,
    now_ms: 0,
    reported_knobs: facts.reported_knobs,
    gitops_managers: [],
    guard_bounds: {},
  });
  return judged.find(({ rule, ok }) => !ok && CHECKED.includes(rule))?.reason ?? null;
}

/** Why an action may only be advised, or null when it may become part of a plan. */
function adviceReason(facts: TickFacts, action: Action, signals: Signals): string | null {
  if (action.reason === 'gpu_saturated') return 'advice_gpu_saturated';
  if ((BATCH_KNOBS as readonly string[]).includes(action.knob)) return 'advice_batch_knobs';
  if (facts.passport === null) return 'passport_missing';
  const chord = action.chord ?? '';
  const active: Readonly<Record<string, unknown>> = { ...signals };
  if (findChord(chord)?.required_signals.some((signal) => active[signal] !== true)) return 'required_signal_missing';
  return passportFault(facts, { knob: action.knob, to: action.target, chord, reason: action.reason });
}

function toChange(facts: TickFacts, action: Action): PlanChange {
  const live = liveKnob(facts.object, action.knob);
  const temperature = (facts.passport && actuatorTemperature(facts.passport, action.knob)) ?? 'cold';
  const { knob, target: to, reason } = action;
  return { knob, from: live === 'unset' ? null : live, to, temperature, chord: action.chord ?? '', reason };
}

function nothing(signals: Signals, planner: PlannerState, reason: string): Proposal {
  return { kind: 'none', signals, planner, changes: [], advice: [], reason };
}

const stepOf = (actions: readonly Action[]): PlannerStep | null => {
  const [first] = actions;
  if (first?.knob === RECOVER_KNOB) return 'recover';
  return first?.knob === RELOCK_KNOB ? 'relock' : null;
};

/**
 * One tick for one target: signals -> planner -> chord policy -> what differs from the live values -> what may become a
 * plan and what is advice only. Under `heuristic_v1` batch knobs and anything that `gpu_saturated` alone proposes are
 * advice; so is what the passport would refuse whatever the dry run says. The planner's own steps change no knob here.
 */
export function proposeForTarget(facts: TickFacts): Proposal {
  const signals = detectSignals(facts.samples);
  if (facts.samples.length < OBSERVATION.min_samples) return nothing(signals, facts.planner, 'not_enough_samples');
  const required = facts.passport?.limits.relock_stable_intervals ?? 2;
  const { state: planner, step } = tickPlanner(facts.planner, signals.incident, required);
  const actions = proposeChords(signals, step);
  if (actions.length === 0) return nothing(signals, planner, 'stable');
  const planned = stepOf(actions);
  if (planned) return nothing(signals, planner, planned);
  const differing = actions.filter(({ knob, target }) => liveKnob(facts.object, knob) !== target);
  const judged = differing.map((action) => ({ action, reason: adviceReason(facts, action, signals) }));
  const changes = judged.flatMap(({ action, reason }) => (reason === null ? [toChange(facts, action)] : []));
  const advice = judged.flatMap(({ action, reason }) => (reason === null ? [] : [{ action, reason }]));
  const reason = changes[0]?.reason ?? advice[0]?.reason ?? 'no_change';
  return { kind: changes.length > 0 ? 'plan' : advice.length > 0 ? 'advice' : 'none', signals, planner, changes, advice, reason };
}
