import type { SeriesBucket } from '@modekeeper/contracts';

/** Step times of a span, from its buckets; milliseconds. Samples themselves never leave the cluster. */
export type Distribution = {
  buckets: number;
  samples: number;
  /** Fastest and slowest step. */
  min: number;
  max: number;
  /** Of the buckets' medians: the middle half, and the middle. */
  low: number;
  median: number;
  high: number;
};

/** What the buckets say of a span's step times; null when none of them holds a step time. */
export function distributionOf(buckets: readonly SeriesBucket[], span: { from_ms: number; to_ms: number }): Distribution | null {
  const inside = buckets.filter(({ start_ms }) => start_ms >= span.from_ms && start_ms < span.to_ms);
  const medians = numbers(inside, 'median');
  const [mins, maxs] = [numbers(inside, 'min'), numbers(inside, 'max')];
  if (medians.length === 0 || mins.length === 0 || maxs.length === 0) return null;
  medians.sort((left, right) => left - right);
  return {
    buckets: medians.length,
    samples: inside.reduce((sum, { count }) => sum + count, 0),
    min: Math.min(...mins),
    max: Math.max(...maxs),
    low: quantile(medians, 0.25),
    median: quantile(medians, 0.5),
    high: quantile(medians, 0.75),
  };
}

function numbers(buckets: readonly SeriesBucket[], which: 'median' | 'min' | 'max'): number[] {
  return buckets.flatMap(({ step_time_ms }) => step_time_ms[which] ?? []);
}

/** Linear between the two nearest; `sorted` ascending, not empty. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}
