import type { Mark, QuickSeries } from '../series.ts';
import { BUCKETS } from '../series.ts';
import type { Axis } from './axis.ts';

/** Width of the drawing in its own units; a page stretches it to what it has. */
export const PATH_WIDTH = 1_000;
/** Neighbours further apart than this many buckets, and than this many usual steps, have nothing between them. */
const GAP_BUCKETS = 3;
const GAP_STEPS = 5;

type Span = Pick<QuickSeries, 'start_ms' | 'end_ms' | 'sample_count'>;

/** The line of a measure: the least and the greatest value of each bucket, in their order. A gap lifts the pen; a value alone is a dot. */
export function tracePath(marks: readonly (Mark | null)[], span: Span, axis: Axis, height: number): string {
  const whole_ms = span.end_ms - span.start_ms;
  const gap_ms = Math.max((GAP_BUCKETS * whole_ms) / BUCKETS, (GAP_STEPS * whole_ms) / Math.max(1, span.sample_count - 1));
  const points = marks.flatMap((mark) => (mark === null ? [] : pointsOf(mark)));
  const x = (at_ms: number) => tenth(whole_ms === 0 ? PATH_WIDTH / 2 : ((at_ms - span.start_ms) / whole_ms) * PATH_WIDTH);
  const y = (value: number) => tenth(height * (1 - (value - axis.low) / (axis.high - axis.low)));
  let path = '';
  for (const [index, { at_ms, value }] of points.entries()) {
    const [before, after] = [points[index - 1], points[index + 1]];
    const is_first = before === undefined || at_ms - before.at_ms > gap_ms;
    const is_last = after === undefined || after.at_ms - at_ms > gap_ms;
    path += `${is_first ? 'M' : 'L'}${x(at_ms)} ${y(value)}`;
    if (is_first && is_last) path += 'h0';
  }
  return path;
}

function pointsOf({ count, max, max_at_ms, min, min_at_ms }: Mark): { at_ms: number; value: number }[] {
  const least = { at_ms: min_at_ms, value: min };
  const greatest = { at_ms: max_at_ms, value: max };
  if (count === 1 || min === max) return [least];
  return min_at_ms <= max_at_ms ? [least, greatest] : [greatest, least];
}

const tenth = (value: number) => Math.round(value * 10) / 10;
