import { type Action, compareCodePoints } from '@modekeeper/contracts';
import { freshMemory, type PolicyName, tickClosedLoop } from '@modekeeper/engine';
import type { Explain } from '../../io/explain.ts';
import { assessObservation } from '../../observe/assess.ts';
import type { Observation } from '../../observe/collect.ts';

/** What both kinds of `mk eval` say of an observation, and what a first tick would set; checks of knobs are for the closed loop. */
export function judgeObservation(observed: Observation, policy: PolicyName, explain: Explain) {
  const { environment, has_loss_with_throughput, sample_count, signals } = observed.window;
  const limits = { cooldown_s: 0, max_delta_per_step: 0 };
  const { proposed, targets } = tickClosedLoop(freshMemory(), { signals, policy, limits, passport: null, now_ms: 0 });
  explain('eval_signals', { sample_count, signals, proposed_actions_count: proposed.length });
  return {
    targets,
    judged: {
      source: observed.source,
      policy,
      read_only: true,
      apply_requested: false,
      dry_run: true,
      telemetry_points_included: has_loss_with_throughput,
      signals,
      environment,
      proposed_actions_count: proposed.length,
      proposed_actions: sortActions(proposed),
      ...assessObservation(observed, proposed.length),
    },
  };
}

/** The artifacts that are there, as sorted paths. */
export function keyArtifacts(artifacts: Readonly<Record<string, string | null>>): string[] {
  return Object.values(artifacts)
    .flatMap((path) => path ?? [])
    .sort(compareCodePoints);
}

/** By knob, target, reason, chord; an action without a chord has no such member. */
function sortActions(actions: readonly Action[]): Partial<Action>[] {
  const order = (left: Action, right: Action): number =>
    compareCodePoints(left.knob, right.knob) ||
    left.target - right.target ||
    compareCodePoints(left.reason, right.reason) ||
    compareCodePoints(left.chord ?? '', right.chord ?? '');
  return actions.toSorted(order).map(({ chord, ...rest }) => (chord === null ? rest : { ...rest, chord }));
}
