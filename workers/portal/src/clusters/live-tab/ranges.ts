import { BUCKET_MS } from '@modekeeper/contracts/bucket-widths';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Spans to look at: as long as buckets of 10 s are kept in these, beyond that in 5 minutes. */
export const RANGES = [
  { id: '15m', label: '15 min', span_ms: 15 * MINUTE, bucket: 'fine', bucket_ms: BUCKET_MS.fine },
  { id: '1h', label: '1 h', span_ms: HOUR, bucket: 'fine', bucket_ms: BUCKET_MS.fine },
  { id: '6h', label: '6 h', span_ms: 6 * HOUR, bucket: 'fine', bucket_ms: BUCKET_MS.fine },
  { id: '24h', label: '24 h', span_ms: 24 * HOUR, bucket: 'fine', bucket_ms: BUCKET_MS.fine },
  { id: '30d', label: '30 d', span_ms: 30 * 24 * HOUR, bucket: 'coarse', bucket_ms: BUCKET_MS.coarse },
] as const;
export type Range = (typeof RANGES)[number];
export type RangeId = Range['id'];
const DEFAULT_RANGE: RangeId = '1h';

/** The range of an address; anything else is left out of it. */
export function readRange(value: unknown): { range?: RangeId } {
  const found = RANGES.find(({ id }) => id === value);
  return found === undefined ? {} : { range: found.id };
}

/** A range by its id; the default one when none is named. */
export function rangeOf(id: RangeId | undefined): Range {
  return RANGES.find((range) => range.id === (id ?? DEFAULT_RANGE)) ?? RANGES[1];
}
