/**
 * The value at a share of the sorted samples by the nearest-rank method: the smallest sample that at least `share` of all are not above.
 * @param share in (0, 1]
 * @throws RangeError for no samples or a share outside
 */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new RangeError('a quantile needs at least one sample');
  if (!(share > 0 && share <= 1)) throw new RangeError(`${share} is no share in (0, 1]`);
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

/** At most three decimals, so that the output can be read. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
