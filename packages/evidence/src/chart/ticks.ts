const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Steps that a time axis in UTC may take. Their multiples since the epoch fall on whole minutes, hours and days. */
export const TIME_STEPS_MS: number[] = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100].map((count) => count * DAY),
];

const date = (at_ms: number) => new Date(at_ms).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A tick of a time axis: `13:40`, `13:40:10` where steps are seconds, `4 Mar` at midnight. */
export function timeTick(at_ms: number, step_ms: number): string {
  if (at_ms % DAY === 0) return date(at_ms);
  return new Date(at_ms).toISOString().slice(11, step_ms < MINUTE ? 19 : 16);
}

/** A moment as the readout says it; with its day where the chart spans more than one. */
export function timeReadout(at_ms: number, span_ms: number): string {
  const time = new Date(at_ms).toISOString().slice(11, 19);
  return span_ms > DAY ? `${date(at_ms)} ${time.slice(0, 5)}` : time;
}

/** A tick of a value axis: plain, with as many digits as the step needs; the unit stands once at the axis. */
export function valueTick(value: number, step: number): string {
  const [size, suffix] = Math.abs(value) >= 1e6 ? [1e6, ' M'] : Math.abs(value) >= 1e5 ? [1e3, ' k'] : [1, ''];
  const digits = digitsOf(step / size);
  const text = (value / size).toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${text}${suffix}`;
}

/** Decimals after which nothing of a step is left: 0 for 20, 1 for 0.5, 3 for 0.025. */
function digitsOf(step: number): number {
  const most = 6;
  for (let digits = 0; digits < most; digits += 1) {
    const shifted = step * 10 ** digits;
    if (Math.abs(shifted - Math.round(shifted)) < 1e-6 * shifted) return digits;
  }
  return most;
}
