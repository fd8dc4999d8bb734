import type { ChartData, ChartNumbers } from './chart-types.ts';

/** Times and one column per line, as they are drawn. */
export type Columns = { times_ms: ChartNumbers; values: readonly ChartNumbers[] };

/** Neighbours further apart than this many buckets have nothing between them. */
const GAP_BUCKETS = 1.5;

/** The columns of a chart, with an empty moment wherever buckets are missing. What has no gap is passed on as it is, not copied. */
export function columnsOf({ bucket_ms, lines, times_ms }: ChartData): Columns {
  const given = { times_ms, values: lines.map(({ values }) => values) };
  if (bucket_ms === undefined) return given;
  const widest_ms = bucket_ms * GAP_BUCKETS;
  const before = gapsBefore(times_ms, widest_ms);
  if (before.length === 0) return given;
  return {
    times_ms: withInserted(times_ms, before, (at) => (times_ms[at - 1] ?? 0) + bucket_ms),
    values: given.values.map((values) => withInserted(values, before, () => null)),
  };
}

/** Indexes of times that come too long after the one before. */
function gapsBefore(times_ms: ChartData['times_ms'], widest_ms: number): number[] {
  const found: number[] = [];
  for (let at = 1; at < times_ms.length; at += 1) {
    if ((times_ms[at] ?? 0) - (times_ms[at - 1] ?? 0) > widest_ms) found.push(at);
  }
  return found;
}

function withInserted(from: ChartNumbers, before: readonly number[], make: (at: number) => number | null): (number | null)[] {
  const made: (number | null)[] = [];
  let next = 0;
  for (let at = 0; at < from.length; at += 1) {
    if (before[next] === at) {
      made.push(make(at));
      next += 1;
    }
    made.push(from[at] ?? null);
  }
  return made;
}

/** Values with nothing on either side: a line would not show them, so they are drawn as points. */
export function isolatedIndexes(values: ArrayLike<number | null | undefined>, from: number, to: number): number[] {
  const found: number[] = [];
  for (let at = from; at <= to; at += 1) {
    if (values[at] != null && values[at - 1] == null && values[at + 1] == null) found.push(at);
  }
  return found;
}

/** The last value that is there, with its index; null when there is none. */
export function lastValue(values: ChartNumbers): { at: number; value: number } | null {
  for (let at = values.length - 1; at >= 0; at -= 1) {
    const value = values[at];
    if (value != null) return { at, value };
  }
  return null;
}
