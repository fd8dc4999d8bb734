import type { Action, Signals } from '@modekeeper/contracts';
import { findKnob } from './knob-registry.ts';

const KNOB = 'concurrency';

/** Weight of each signal (contract page `policy`, "Scalar policy"); the largest counts. */
const LEVELS = { incident: 0.5, drift: 0.5, burst: 0.75, straggler: 1, gpu_saturated: 1 } as const;

/**
 * Policy `scalar`: lowers concurrency in proportion to the incident, nothing else. `current` is the knob's value now. No action when
 * nothing is wrong or the knob stands at its bound already.
 */
export function proposeScalar(signals: Signals, current: number): Action[] {
  const level = Math.max(
    0,
    ...(Object.keys(LEVELS) as (keyof typeof LEVELS)[]).map((name) => (signals[name] ? LEVELS[name] : 0)),
  );
  const spec = findKnob(KNOB);
  if (level === 0 || spec === undefined) return [];
  const steps = Math.max(1, roundHalfEven(level * 4));
  const target = Math.min(spec.max, Math.max(spec.min, current - steps * spec.step));
  return target === current ? [] : [{ knob: KNOB, target, reason: 'scalar', chord: 'SCALAR' }];
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
