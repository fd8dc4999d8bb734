import { type Action, RECOVER_KNOB, RELOCK_KNOB, type Signals } from '@modekeeper/contracts';
import type { PlannerStep } from '../planner/planner.ts';

const RECOVER: Action = { knob: RECOVER_KNOB, target: 0, reason: 'recover', chord: 'RECOVER-RELOCK' };
const RELOCK: Action = { knob: RELOCK_KNOB, target: 0, reason: 'relock', chord: 'RECOVER-RELOCK' };

/**
 * Actions of policy `chord` in emission order (contract page `policy`). Targets are absolute, whatever the current values.
 * A planner step is the sole action of its tick; `incident` alone proposes nothing.
 */
export function proposeChords(signals: Signals, step: PlannerStep | null): Action[] {
  if (step === 'recover') return [RECOVER];
  if (step === 'relock') return [RELOCK];
  const actions: Action[] = [];
  const propose = (chord: string, reason: string, knob: string, target: number): void => {
    actions.push({ knob, target, reason, chord });
  };
  if (signals.gpu_saturated) propose('BURST-ABSORB', 'gpu_saturated', 'microbatch_size', 16);
  if (signals.drift) propose('DRIFT-RETUNE', 'drift_detected', 'grad_accum_steps', 8);
  if (signals.drift && !signals.gpu_saturated) propose('DRIFT-RETUNE', 'drift_detected', 'microbatch_size', 32);
  if (signals.burst) propose('BURST-ABSORB', 'latency_burst', 'dataloader_prefetch_factor', 2);
  if (signals.burst) propose('BURST-ABSORB', 'latency_burst', 'concurrency', 4);
  if (signals.straggler) propose('INPUT-STRAGGLER', 'straggler_detected', 'dataloader_num_workers', 2);
  if (signals.straggler) propose('TIMEOUT-GUARD', 'straggler_detected', 'timeout_ms', 15_000);
  return actions;
}
