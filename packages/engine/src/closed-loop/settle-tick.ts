import type { Action } from '@modekeeper/contracts';
import type { ExplainEvent, GuardResult } from '../guardrails/evaluate.ts';
import { saveProfile } from '../guardrails/stable-profile.ts';
import { refusal } from './check-actions.ts';
import type { PlannedChange } from './planned-changes.ts';
import type { CheckedTick, LoopMemory } from './tick.ts';

/**
 * How a tick ended. `done`: what was not blocked happened, or, in a dry run, is what would. `run_block`: every result is blocked, whatever it
 * was. `blocked`: a gate blocks what the checks had left. `not_applied`: the plan was tried, or needed no request; knobs are not known to be set.
 */
export type TickEnding =
  | { kind: 'done' }
  | { kind: 'run_block'; reason: string }
  | { kind: 'blocked'; reason: string }
  | { kind: 'not_applied'; reason: string };

export type TickOutcome = {
  proposed: Action[];
  /** One for each proposed action, in that order. */
  results: GuardResult[];
  targets: PlannedChange[];
  memory: LoopMemory;
  /** What there is to explain after the first half. */
  explain: ExplainEvent[];
};

/**
 * The second half of a tick: results and memory after its end. A step that did not happen is not remembered as taken: after a relock that was
 * blocked or failed the incident stays open, so that no profile is made of the values that it left. Pure.
 */
export function settleTick(tick: CheckedTick, ending: TickEnding): TickOutcome {
  const { incident, proposed, relock_stable_intervals: required, targets, without } = tick;
  const isDone = ending.kind === 'done';
  const { guard, knobs } = isDone ? tick.done : without;
  const { saved, state } = saveProfile(guard, knobs, { incident, required });
  const profileSaved = {
    event: 'stable_profile_saved',
    payload: { reason: 'stable', profile: state.profile, stable_at: state.stable_without_incident },
  };
  return {
    proposed,
    results: tick.results.map((result) => endResult(result, ending)),
    targets,
    memory: { planner: without.planner, guard: state, knobs },
    explain: [...(isDone ? tick.done.explain : []), ...(saved ? [profileSaved] : [])],
  };
}

function endResult(result: GuardResult, ending: TickEnding): GuardResult {
  if (ending.kind === 'run_block') return refusal(result.action, ending.reason);
  if (result.blocked) return result;
  if (ending.kind === 'blocked') return refusal(result.action, ending.reason);
  if (ending.kind === 'not_applied') return { ...result, applied: false, reason: ending.reason };
  return result.reason === 'applied' ? { ...result, reason: 'k8s_apply' } : result;
}
