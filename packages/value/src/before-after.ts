import { round6, sortedByCodePoint } from '@modekeeper/contracts';
import type { SortedValues } from '@modekeeper/engine';
import { quantileNoInterpolation } from './quantiles.ts';

export type Side = { samples: number; p50_ms: number; p95_ms: number };
export type BeforeAfterInputs = { usd_per_gpu_hour: number | null; gpus: number; hours_per_month: number };
export type BeforeAfter = {
  baseline: Side;
  candidate: Side;
  summary: {
    speedup_p50: number | null;
    savings: number;
    usd_per_gpu_hour: number | null;
    gpus: number;
    hours_per_month: number;
    gpu_hours_saved_per_hour: number;
    gpu_hours_saved_per_month: number;
    usd_saved_per_gpu_hour: number | null;
    usd_saved_per_hour: number | null;
    usd_saved_per_month: number | null;
  };
  notes: string[];
};

/** One side of a comparison: quantiles without interpolation of step times, milliseconds. */
export function sideOf(sorted: SortedValues): Side {
  return {
    samples: sorted.length,
    p50_ms: round6(quantileNoInterpolation(sorted, 0.5)),
    p95_ms: round6(quantileNoInterpolation(sorted, 0.95)),
  };
}

/** Arithmetic of roi_before_after.v0 (contract page `value`). */
export function compareBeforeAfter(baseline: Side, candidate: Side, inputs: BeforeAfterInputs): BeforeAfter {
  const { gpus, hours_per_month, usd_per_gpu_hour } = inputs;
  const speedup = candidate.p50_ms <= 0 ? null : baseline.p50_ms / candidate.p50_ms;
  const savings = speedup !== null && speedup > 1 ? Math.max(0, 1 - 1 / speedup) : 0;
  const perHour = gpus * savings;
  const usd = (gpu_hours: number) => (usd_per_gpu_hour === null ? null : round6(gpu_hours * usd_per_gpu_hour));
  const notes = [
    ...(baseline.samples === 0 ? ['baseline_samples_empty'] : []),
    ...(candidate.samples === 0 ? ['candidate_samples_empty'] : []),
    ...(usd_per_gpu_hour === null ? ['usd_per_gpu_hour_missing'] : []),
    ...(baseline.p50_ms <= 0 ? ['baseline_p50_ms_invalid'] : []),
    ...(candidate.p50_ms <= 0 ? ['candidate_p50_ms_invalid'] : []),
  ];
  return {
    baseline,
    candidate,
    summary: {
      speedup_p50: speedup === null ? null : round6(speedup),
      savings: round6(savings),
      usd_per_gpu_hour,
      gpus,
      hours_per_month,
      gpu_hours_saved_per_hour: round6(perHour),
      gpu_hours_saved_per_month: round6(perHour * hours_per_month),
      usd_saved_per_gpu_hour: usd(savings),
      usd_saved_per_hour: usd(perHour),
      usd_saved_per_month: usd(perHour * hours_per_month),
    },
    notes: sortedByCodePoint(notes),
  };
}

/** Why the data does not carry a comparison, baseline first; null when it does. */
export function unfit(baseline: Side, candidate: Side): string | null {
  const sides = [
    ['baseline', baseline],
    ['candidate', candidate],
  ] as const;
  for (const [name, { samples }] of sides) if (samples < 2) return `${name} requires at least 2 samples (got ${samples})`;
  for (const [name, { p50_ms }] of sides) if (p50_ms <= 0) return `${name} p50_ms must be > 0 (got ${p50_ms})`;
  return null;
}
