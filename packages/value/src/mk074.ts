import { type Action, compareCodePoints, RECOVER_KNOB, RELOCK_KNOB, type Sample, sortedByCodePoint } from '@modekeeper/contracts';
import {
  changedKnobs,
  detectSignals,
  FRESH_PLANNER,
  leadingChord,
  proposeChords,
  type TickMode,
  tickMode,
  tickPlanner,
} from '@modekeeper/engine';

const WINDOW_SAMPLES = 4;
const STABLE_INTERVALS = 2;

export type ReplayEntry = {
  tick: number;
  mode: TickMode;
  chord: string;
  blocked_reason: 'PLAN_ONLY' | null;
  changed_knobs: string[];
};
export type ReplaySummary = {
  ticks_total: number;
  steps_with_changes: number;
  knob_changes_total: number;
  distinct_knobs_changed: string[];
  estimated_apply_steps: number;
};
export type Replay<Version extends string, Policy extends string> = {
  schema_version: Version;
  policy: Policy;
  safe: true;
  timeline: ReplayEntry[];
  summary: ReplaySummary;
};
export type Mk074 = {
  before: Replay<'mk074_before.v0', 'scalar_baseline'>;
  after: Replay<'mk074_after.v0', 'chord'>;
  diff: Record<'estimated_apply_steps_saved' | 'steps_with_changes_delta' | 'knob_changes_total_delta', number>;
};

/**
 * Replays a trace tick by tick (contract page `value`, "mk074"): all of a tick's actions at once against one action at a time. No times in
 * it: equal samples give equal results.
 */
export function replayMk074(samples: Iterable<Sample>): Mk074 {
  const ticks = replayTicks(samples);
  const before = ticks.map(({ actions, ...tick }) => entryOf({ ...tick, actions: firstReal(actions) }));
  const after = ticks.map(entryOf);
  const [one, all] = [summaryOf(before), summaryOf(after)];
  const beforeSummary = { ...one, estimated_apply_steps: one.knob_changes_total };
  const afterSummary = { ...all, estimated_apply_steps: all.steps_with_changes };
  return {
    before: {
      schema_version: 'mk074_before.v0',
      policy: 'scalar_baseline',
      safe: true,
      timeline: before,
      summary: beforeSummary,
    },
    after: { schema_version: 'mk074_after.v0', policy: 'chord', safe: true, timeline: after, summary: afterSummary },
    diff: {
      estimated_apply_steps_saved: Math.max(0, beforeSummary.estimated_apply_steps - afterSummary.estimated_apply_steps),
      steps_with_changes_delta: one.steps_with_changes - all.steps_with_changes,
      knob_changes_total_delta: one.knob_changes_total - all.knob_changes_total,
    },
  };
}

type Tick = { tick: number; mode: TickMode; actions: Action[] };

function replayTicks(samples: Iterable<Sample>): Tick[] {
  let planner = FRESH_PLANNER;
  const window: Sample[] = [];
  return Array.from(samples, (sample, tick) => {
    window.push(sample);
    if (window.length > WINDOW_SAMPLES) window.shift();
    const signals = detectSignals(window);
    const { state, step } = tickPlanner(planner, signals.incident, STABLE_INTERVALS);
    planner = state;
    const actions = proposeChords(signals, step);
    return { tick, mode: tickMode(signals, actions), actions };
  });
}

function entryOf({ actions, mode, tick }: Tick): ReplayEntry {
  const blocked_reason = actions.length > 0 ? 'PLAN_ONLY' : null;
  return { tick, mode, chord: leadingChord(actions), blocked_reason, changed_knobs: changedKnobs(actions) };
}

/** The alphabetically first action that changes something, by knob, reason and chord. */
function firstReal(actions: readonly Action[]): Action[] {
  const key = ({ chord, knob, reason }: Action) => [knob, reason, chord ?? ''];
  return actions
    .filter(({ knob }) => knob !== RECOVER_KNOB && knob !== RELOCK_KNOB)
    .sort((left, right) => key(left).reduce((found, part, index) => found || compareCodePoints(part, key(right)[index] ?? ''), 0))
    .slice(0, 1);
}

function summaryOf(timeline: readonly ReplayEntry[]): Omit<ReplaySummary, 'estimated_apply_steps'> {
  const changed = timeline.flatMap(({ changed_knobs }) => changed_knobs);
  return {
    ticks_total: timeline.length,
    steps_with_changes: timeline.filter(({ changed_knobs }) => changed_knobs.length > 0).length,
    knob_changes_total: changed.length,
    distinct_knobs_changed: sortedByCodePoint(new Set(changed)),
  };
}
