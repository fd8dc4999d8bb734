import type { Sample, Signals } from '@modekeeper/contracts';
import { exactMean } from './exact-mean.ts';
import { median } from './median.ts';

/** Thresholds of the detector. */
export const DRIFT_RATIO = 1.15;
export const BURST_RATIO = 1.5;
export const STRAGGLER_RATIO = 1.6;
export const GPU_SATURATED_PCT = 90;
const QUIET: SignalFigures = {
  loss: null,
  latency: { max: 0, median: 0 },
  workers: { slowest: 0, typical: 0 },
  gpu_saturated: false,
};

/** What of a window the formulas look at; a window that does not fit into memory gives the same figures. */
export type SignalFigures = {
  /** Mean loss of the first and of the last quarter of the samples that carry a loss, in time order; null when none does. */
  loss: { first: number; last: number } | null;
  /** Step times, milliseconds. */
  latency: { max: number; median: number };
  /** Means over the samples of their slowest and of their median worker, milliseconds. */
  workers: { slowest: number; typical: number };
  gpu_saturated: boolean;
};

/** How many of the samples with a loss make a quarter. */
export const quarterOf = (losses: number): number => Math.max(1, Math.floor(losses / 4));

export const isSaturated = (pct: number | null): boolean => pct !== null && pct >= GPU_SATURATED_PCT;

export const maximum = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);

/** Signals by the fixed formulas of detector `heuristic_v1` (contract page `signals`); null: a window without samples, where nothing is ever signalled. */
export function judgeFigures(figures: SignalFigures | null): Signals {
  const { gpu_saturated, latency, loss, workers } = figures ?? QUIET;
  const drift = loss !== null && loss.last > loss.first * DRIFT_RATIO;
  const burst = latency.max > BURST_RATIO * latency.median;
  const straggler = workers.slowest > STRAGGLER_RATIO * workers.typical;
  const incident = drift || burst || straggler || gpu_saturated;
  const notes: string[] = [];
  if (figures === null) notes.push('no_samples');
  else if (loss === null) notes.push('loss_missing');
  if (drift) notes.push('loss_drift');
  if (burst) notes.push('latency_burst');
  if (straggler) notes.push('straggler_detected');
  if (gpu_saturated) notes.push('gpu_saturated');
  return { drift, burst, straggler, gpu_saturated, incident, stable: !incident, notes };
}

/** Signals of one window. Samples may come in any order; equal timestamps keep their input order. */
export function detectSignals(samples: readonly Sample[]): Signals {
  return judgeFigures(samples.length === 0 ? null : figuresOf(samples));
}

function figuresOf(samples: readonly Sample[]): SignalFigures {
  const inTimeOrder = samples.toSorted((a, b) => a.timestamp_ms - b.timestamp_ms);
  const losses = inTimeOrder.flatMap((sample) => (sample.loss === null ? [] : [sample.loss]));
  const quarter = quarterOf(losses.length);
  const latencies = samples.map((sample) => sample.latency_ms);
  return {
    loss: losses.length === 0 ? null : { first: exactMean(losses.slice(0, quarter)), last: exactMean(losses.slice(-quarter)) },
    latency: { max: maximum(latencies), median: median(latencies) },
    workers: {
      slowest: exactMean(samples.map((sample) => maximum(sample.worker_latencies_ms))),
      typical: exactMean(samples.map((sample) => median(sample.worker_latencies_ms))),
    },
    gpu_saturated: samples.some((sample) => isSaturated(sample.gpu_util_pct) || isSaturated(sample.gpu_mem_util_pct)),
  };
}
