/** A value axis: its ends and the step between its ticks, all of them round. */
export type Axis = { low: number; high: number; step: number; ticks: number[] };

const MOST_INTERVALS = 4;
const ROUND = [1, 2, 2.5, 5, 10];
/** A span below this share of the largest value is drawn as such: noise looks small. */
const LEAST_SPAN = 0.25;
/** Beyond these a number is no figure that a chart could show, and its arithmetic ends. */
const [SMALLEST, LARGEST] = [1e-100, 1e300];

/** An axis that holds a range; values that are all positive never pull it below 0. */
export function valueAxis(range: { min: number; max: number }): Axis {
  const [min, max] = [clamped(range.min), clamped(range.max)];
  const size = Math.max(Math.abs(max), Math.abs(min));
  const least = size < SMALLEST ? 1 : size * LEAST_SPAN;
  const widen = Math.max(0, least - (max - min)) / 2;
  const [from, to] = [min >= 0 ? Math.max(0, min - widen) : min - widen, max + widen];
  const step = roundStep((to - from) / MOST_INTERVALS);
  const first = Math.floor(from / step);
  const last = Math.ceil(to / step);
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => tidy((first + at) * step));
  return { low: tidy(first * step), high: tidy(last * step), step, ticks };
}

function clamped(value: number): number {
  return Math.min(LARGEST, Math.max(-LARGEST, value));
}

function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return tidy((ROUND.find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10) * power);
}

/** Without what binary fractions add: 0.30000000000000004 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
