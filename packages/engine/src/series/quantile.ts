/**
 * Quantile of sorted values without interpolation: index trunc(q * (n - 1)) (contract page `value`; rule 10). Null for an
 * empty list.
 */
export function quantile(sorted: readonly number[], q: number): number | null {
  return sorted[Math.trunc(q * (sorted.length - 1))] ?? null;
}
