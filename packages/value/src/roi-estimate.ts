import { round6, type Signals } from '@modekeeper/contracts';
import type { SampleWindow, SortedValues } from '@modekeeper/engine';
import { ascending, quantileNoInterpolation } from './quantiles.ts';

export type RoiEstimate = {
  schema_version: 'roi_estimate.v0';
  summary: { p50_ms: number; p95_ms: number; max_ms: number; samples: number; signals: Signals };
  /** Fractions despite the name (contract page `value`). */
  potential: { speedup_pct_range: [number, number]; latency_reduction_pct_range: [number, number] };
  notes: string[];
};

const LARGEST_BOUND = 0.8;

type EstimateFacts = Pick<SampleWindow, 'sample_count' | 'signals' | 'latencies' | 'samples'>;

/** roi_estimate.v0: bounds of what absorbing bursts and stragglers could bring. It names no action. */
export function estimateRoi(window: EstimateFacts): RoiEstimate {
  const { latencies, signals } = window;
  const candidates = [signals.burst ? spread(latencies) : 0, signals.straggler ? workerSpread(window) : 0];
  const bound = signals.incident ? clamp(Math.max(...candidates)) : 0;
  const range: [number, number] = [round6(bound / 2), round6(bound)];
  const notes = [...signals.notes, ...(signals.incident ? [] : ['stable'])];
  return {
    schema_version: 'roi_estimate.v0',
    summary: {
      p50_ms: round6(quantileNoInterpolation(latencies, 0.5)),
      p95_ms: round6(quantileNoInterpolation(latencies, 0.95)),
      max_ms: round6(latencies.at(latencies.length - 1) ?? 0),
      samples: window.sample_count,
      signals,
    },
    potential: { speedup_pct_range: range, latency_reduction_pct_range: [...range] },
    notes: notes.length === 0 ? ['roi_estimate_heuristic'] : notes,
  };
}

/** 95th percentile over the samples of how far their workers lie apart. */
function workerSpread({ sample_count, samples }: EstimateFacts): number {
  const spreads = new Float64Array(sample_count);
  let filled = 0;
  for (const { worker_latencies_ms } of samples()) {
    spreads[filled] = spread(ascending(worker_latencies_ms));
    filled += 1;
  }
  return quantileNoInterpolation(spreads.sort(), 0.95);
}

/** How much shorter the 95th percentile would be at the median: clamp((p95 - p50) / p95, 0, 0.8). */
function spread(sorted: SortedValues): number {
  const p95 = quantileNoInterpolation(sorted, 0.95);
  return p95 > 0 ? clamp((p95 - quantileNoInterpolation(sorted, 0.5)) / p95) : 0;
}

function clamp(value: number): number {
  return Math.min(LARGEST_BOUND, Math.max(0, value));
}
