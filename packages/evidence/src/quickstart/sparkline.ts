const BARS = '▁▂▃▄▅▆▇█';
/** A span below this share of the largest value is drawn as such, around the middle: noise looks small. */
const LEAST_SPAN = 0.25;

/** One character for each value, the greatest the tallest; null is a blank. Empty when nothing can be drawn. */
export function sparkline(values: readonly (number | null)[]): string {
  const there = values.filter((value) => value !== null);
  if (there.length === 0) return '';
  const high = there.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const least = there.reduce((fewest, value) => Math.min(fewest, value), Number.POSITIVE_INFINITY);
  const span = Math.max(high - least, Math.abs(high) * LEAST_SPAN);
  const low = least - (span - (high - least)) / 2;
  return values
    .map((value) => {
      if (value === null) return ' ';
      const step = span === 0 ? 0 : Math.round(((value - low) / span) * (BARS.length - 1));
      return BARS.charAt(step);
    })
    .join('');
}

/** The greatest value of each of `columns` even parts, null where a part has none: what a slow step leaves to be seen. */
export function columnMaxima(values: readonly (number | null)[], columns: number): (number | null)[] {
  const count = Math.min(columns, values.length);
  return Array.from({ length: count }, (_, column) => {
    const part = values.slice(Math.floor((column * values.length) / count), Math.floor(((column + 1) * values.length) / count));
    const there = part.filter((value) => value !== null);
    return there.length === 0 ? null : Math.max(...there);
  });
}
