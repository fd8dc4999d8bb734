/** Knobs of the image trainer by name. */
export type Knobs = Readonly<Record<string, number>>;

/** Rounding to a number of decimals of the exact binary value, ties to even (contracts, "Rules that are stricter", 3). */
export function roundDecimals(value: number, decimals: 3 | 6): number {
  // toFixed works on the exact value and rounds a true tie up; only values with a short binary fraction can tie.
  const fixed = value.toFixed(decimals);
  const scaled = Math.abs(value) * 10 ** decimals;
  const isTie = Math.abs(value) < 2 ** 30 && exactTie(value, decimals);
  if (!isTie) return Number(fixed);
  const below = Math.floor(scaled);
  const even = below % 2 === 0 ? below : below + 1;
  return (Math.sign(value) * even) / 10 ** decimals;
}

// A tie is k + 1/2 units of the last place: then 2^(decimals+1) * 5^decimals * value is an odd integer, exactly representable.
function exactTie(value: number, decimals: number): boolean {
  const digits = Math.abs(value).toFixed(30);
  return /^5(0*)$/.test(digits.slice(digits.indexOf('.') + 1 + decimals));
}

/** Absent or non-positive knobs count as 1. */
const knob = (knobs: Knobs, name: string) => Math.max(1, knobs[name] ?? 1);

/** What the image trainer measures in one interval (contracts/kubernetes.md, "Demo trainers"). */
export type Measure = { loss: number; throughput: number; step_time_ms: number };

/**
 * The formulas of the image trainer. The burst (+2,000 ms while concurrency and prefetch are both at most 2) comes in every
 * third second of the clock.
 */
export function measure(knobs: Knobs, step: number, epoch_s: number): Measure {
  const concurrency = knob(knobs, 'concurrency');
  const prefetch = knob(knobs, 'dataloader_prefetch_factor');
  const hasBurst = concurrency <= 2 && prefetch <= 2 && epoch_s % 3 === 0;
  return {
    loss: roundDecimals(0.35 + 1.5 * Math.exp(-0.015 * step) + 0.01 * Math.sin(step / 7), 6),
    throughput: roundDecimals(Math.max(1, 120 + 4 * (concurrency - 1) + 2 * (prefetch - 1) + 6 * Math.sin(step / 11)), 3),
    step_time_ms: Math.max(500, 2000 - 250 * (concurrency - 1) - 250 * (prefetch - 1)) + (hasBurst ? 2000 : 0),
  };
}
