import { meanOfTwo } from './exact-mean.ts';

/**
 * Median; of an even count the mean of the two middle values (contract rule 4).
 *
 * @throws RangeError for an empty list.
 */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError('median needs at least one value');
  return middle(lower, upper);
}

/** The median by the two middle values, which are one when the count is odd. */
export function middle(lower: number, upper: number): number {
  return lower === upper ? upper : meanOfTwo(lower, upper);
}
