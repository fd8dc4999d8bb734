import type { Sample, Signals } from '@modekeeper/contracts';
import { exactMean } from './exact-mean.ts';
import { median } from './median.ts';

/** Thresholds of the detector. */
export const DRIFT_RATIO = 1.15;
export const BURST_RATIO = 1.5;
export const STRAGGLER_RATIO = 1.6;
export const GPU_SATURATED_PCT = 90;

type LossVerdict = 'missing' | 'drift' | 'steady';

/** Mean loss of the last quarter against the first quarter of the samples that carry a loss. */
function judgeLoss(inTimeOrder: readonly Sample[]): LossVerdict {
  const losses = inTimeOrder.flatMap((sample) => (sample.loss === null ? [] : [sample.loss]));
  if (losses.length === 0) return 'missing';
  const quarter = Math.max(1, Math.floor(losses.length / 4));
  return exactMean(losses.slice(-quarter)) > exactMean(losses.slice(0, quarter)) * DRIFT_RATIO ? 'drift' : 'steady';
}

const maximum = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);

function hasBurst(samples: readonly Sample[]): boolean {
  const latencies = samples.map((sample) => sample.latency_ms);
  return maximum(latencies) > BURST_RATIO * median(latencies);
}

function hasStraggler(samples: readonly Sample[]): boolean {
  const slowest = exactMean(samples.map((sample) => maximum(sample.worker_latencies_ms)));
  const typical = exactMean(samples.map((sample) => median(sample.worker_latencies_ms)));
  return slowest > STRAGGLER_RATIO * typical;
}

function hasSaturatedGpu(samples: readonly Sample[]): boolean {
  const saturated = (pct: number | null): boolean => pct !== null && pct >= GPU_SATURATED_PCT;
  return samples.some((sample) => saturated(sample.gpu_util_pct) || saturated(sample.gpu_mem_util_pct));
}

/**
 * Signals of one window by the fixed formulas of detector `heuristic_v1` (contract page `signals`). Samples may come in
 * any order; equal timestamps keep their input order. Nothing is ever signalled for an empty window.
 */
export function detectSignals(samples: readonly Sample[]): Signals {
  if (samples.length === 0) {
    return {
      drift: false,
      burst: false,
      straggler: false,
      gpu_saturated: false,
      incident: false,
      stable: true,
      notes: ['no_samples'],
    };
  }
  const inTimeOrder = samples.toSorted((a, b) => a.timestamp_ms - b.timestamp_ms);
  const loss = judgeLoss(inTimeOrder);
  const drift = loss === 'drift';
  const burst = hasBurst(inTimeOrder);
  const straggler = hasStraggler(inTimeOrder);
  const gpu_saturated = hasSaturatedGpu(inTimeOrder);
  const incident = drift || burst || straggler || gpu_saturated;
  const notes: string[] = [];
  if (drift) notes.push('loss_drift');
  if (loss === 'missing') notes.push('loss_missing');
  if (burst) notes.push('latency_burst');
  if (straggler) notes.push('straggler_detected');
  if (gpu_saturated) notes.push('gpu_saturated');
  return { drift, burst, straggler, gpu_saturated, incident, stable: !incident, notes };
}
