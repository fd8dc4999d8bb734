import { round6, type Sample, type Signals } from '@modekeeper/contracts';
import { ascending, quantileNoInterpolation } from './quantiles.ts';

export type RoiEstimate = {
  schema_version: 'roi_estimate.v0';
  summary: { p50_ms: number; p95_ms: number; max_ms: number; samples: number; signals: Signals };
  /** Fractions despite the name (contract page `value`). */
  potential: { speedup_pct_range: [number, number]; latency_reduction_pct_range: [number, number] };
  notes: string[];
};

const LARGEST_BOUND = 0.8;

/** roi_estimate.v0: bounds of what absorbing bursts and stragglers could bring. It names no action. */
export function estimateRoi(samples: readonly Sample[], signals: Signals): RoiEstimate {
  const sorted = ascending(samples.map(({ latency_ms }) => latency_ms));
  const spreads = ascending(samples.map(({ worker_latencies_ms }) => spread(ascending(worker_latencies_ms))));
  const candidates = [signals.burst ? spread(sorted) : 0, signals.straggler ? quantileNoInterpolation(spreads, 0.95) : 0];
  const bound = signals.incident ? clamp(Math.max(...candidates)) : 0;
  const range: [number, number] = [round6(bound / 2), round6(bound)];
  const notes = [...signals.notes, ...(signals.incident ? [] : ['stable'])];
  return {
    schema_version: 'roi_estimate.v0',
    summary: {
      p50_ms: round6(quantileNoInterpolation(sorted, 0.5)),
      p95_ms: round6(quantileNoInterpolation(sorted, 0.95)),
      max_ms: round6(sorted.at(-1) ?? 0),
      samples: samples.length,
      signals,
    },
    potential: { speedup_pct_range: range, latency_reduction_pct_range: [...range] },
    notes: notes.length === 0 ? ['roi_estimate_heuristic'] : notes,
  };
}

/** How much shorter the 95th percentile would be at the median: clamp((p95 - p50) / p95, 0, 0.8). */
function spread(sorted: Float64Array): number {
  const p95 = quantileNoInterpolation(sorted, 0.95);
  return p95 > 0 ? clamp((p95 - quantileNoInterpolation(sorted, 0.5)) / p95) : 0;
}

function clamp(value: number): number {
  return Math.min(LARGEST_BOUND, Math.max(0, value));
}
