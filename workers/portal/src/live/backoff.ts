const FIRST_MS = 400;
const LONGEST_MS = 15_000;

/**
 * How long to wait before the next try: doubling, at most 15 s, anywhere in the upper half, so that the pages of an organization do not
 * all come back in the same moment after a deploy. `unit_random` in [0, 1).
 */
export function reconnectDelay_ms(attempt: number, unit_random: number): number {
  const ceiling_ms = Math.min(FIRST_MS * 2 ** attempt, LONGEST_MS);
  return Math.round(ceiling_ms / 2 + (ceiling_ms / 2) * unit_random);
}
