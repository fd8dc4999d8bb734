import type { SignalName, Signals } from '@modekeeper/contracts';
import { FRESH_PLANNER, tickPlanner } from '../planner/planner.ts';
import { proposeChords } from '../policy/chord-policy.ts';
import { changedKnobs, leadingChord, type TickMode, tickMode } from './tick-view.ts';

export type Mk068Step = {
  step_index: number;
  phase: string;
  mode: TickMode;
  chord: string;
  blocked_reason: 'DEMO_PLAN_ONLY' | null;
  changed_knobs: string[];
};
export type Mk068Demo = { schema_version: 'mk068_demo.v0'; name: 'mk068'; safe: true; timeline: Mk068Step[] };

const PHASES: readonly { phase: string; signal: SignalName | null }[] = [
  { phase: 'NORMAL', signal: null },
  { phase: 'DRIFT', signal: 'drift' },
  { phase: 'BURST', signal: 'burst' },
  { phase: 'STRAGGLER', signal: 'straggler' },
  { phase: 'RECOVER', signal: null },
  { phase: 'NORMAL', signal: null },
];
/** One more than the calm phases at the end: the story ends before its relock. */
const STABLE_INTERVALS = 3;

/** Demo `mk068` (contract page `evidence`): what planner and policy do through a story of six phases; nothing is ever applied. */
export function demoMk068(): Mk068Demo {
  let planner = FRESH_PLANNER;
  const timeline = PHASES.map(({ phase, signal }, step_index): Mk068Step => {
    const signals = only(signal);
    const tick = tickPlanner(planner, signals.incident, STABLE_INTERVALS);
    planner = tick.state;
    const actions = proposeChords(signals, tick.step);
    return {
      step_index,
      phase,
      mode: tickMode(signals, actions),
      chord: leadingChord(actions),
      blocked_reason: actions.length > 0 ? 'DEMO_PLAN_ONLY' : null,
      changed_knobs: changedKnobs(actions),
    };
  });
  return { schema_version: 'mk068_demo.v0', name: 'mk068', safe: true, timeline };
}

function only(signal: SignalName | null): Signals {
  const calm = { drift: false, burst: false, straggler: false, gpu_saturated: false };
  const signals = signal === null ? calm : { ...calm, [signal]: true };
  return { ...signals, incident: signal !== null, stable: signal === null, notes: [] };
}
