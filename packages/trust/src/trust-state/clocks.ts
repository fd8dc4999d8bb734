/** Clocks that are compared may differ by this much; also how far the floor may move past them. Seconds. */
export const CLOCK_TOLERANCE_S = 300;

/** Own clock, and the API server's `Date` header where there is one. Epoch seconds. */
export type Clocks = { own: number; api_server: number | null };

/** Earliest and latest time that it may be; a window holds only when both are inside. */
export type TimeRange = { earliest: number; latest: number };

/** @returns null when the two clocks are more than 300 s apart: then no time window can be judged. */
export function timeRange(clocks: Clocks): TimeRange | null {
  const other = clocks.api_server ?? clocks.own;
  const range = { earliest: Math.min(clocks.own, other), latest: Math.max(clocks.own, other) };
  return range.latest - range.earliest > CLOCK_TOLERANCE_S ? null : range;
}
