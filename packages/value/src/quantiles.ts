import type { SortedValues } from '@modekeeper/engine';

/** Sorted copy of numbers, ascending. */
export function ascending(values: Iterable<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/**
 * Quantile of `roi estimate` and `roi before-after` (contract page `value`): index trunc(q * (n - 1)) of sorted values, no interpolation;
 * 0 for none.
 */
export function quantileNoInterpolation(sorted: SortedValues, q: number): number {
  return sorted.at(Math.trunc(q * (sorted.length - 1))) ?? 0;
}

/** Percentile of the value summary: linear interpolation at rank (n - 1) * p; null for none. */
export function percentileLinear(sorted: SortedValues, p: number): number | null {
  const rank = (sorted.length - 1) * p;
  if (sorted.length === 0) return null;
  const lower = sorted.at(Math.floor(rank));
  const upper = sorted.at(Math.ceil(rank));
  if (lower === undefined || upper === undefined) return null;
  return lower + (upper - lower) * (rank - Math.floor(rank));
}
