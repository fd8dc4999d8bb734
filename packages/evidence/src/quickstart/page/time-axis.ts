import { formatDuration } from '../../chart/format-time.ts';
import { TIME_STEPS_MS, timeTick } from '../../chart/ticks.ts';

export type TimeTick = { at_ms: number; label: string; is_minor: boolean };
type Span = { start_ms: number; end_ms: number };

/** As many as have room; every second one is left out on a phone. */
const MOST_TICKS = 7;

/** Ticks of a time axis: of the clock in UTC, or, for data without a moment, of the time since its start. */
export function timeTicks({ end_ms, start_ms }: Span, is_elapsed: boolean): TimeTick[] {
  const longest_ms = TIME_STEPS_MS.at(-1) ?? 1;
  const step_ms = TIME_STEPS_MS.find((step) => (end_ms - start_ms) / step <= MOST_TICKS - 1) ?? longest_ms;
  const every_ms = step_ms * Math.max(1, Math.ceil((end_ms - start_ms) / step_ms / MOST_TICKS));
  const from_ms = is_elapsed ? start_ms : Math.ceil(start_ms / every_ms) * every_ms;
  const ticks: TimeTick[] = [];
  for (let at_ms = from_ms; at_ms <= end_ms; at_ms += every_ms) {
    const label = is_elapsed ? formatDuration(at_ms - start_ms) : timeTick(at_ms, every_ms);
    ticks.push({ at_ms, label, is_minor: ticks.length % 2 === 1 });
    // Data without any span has one moment.
    if (end_ms === start_ms) break;
  }
  return ticks;
}
