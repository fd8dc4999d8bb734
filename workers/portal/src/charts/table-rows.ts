import type { ChartData } from './chart-types.ts';

/** A time with the value of every line; null where there is none. */
export type ChartRow = { at_ms: number; values: (number | null)[] };

/** Lines of all charts as columns, newest row first; charts may have times of their own. */
export function rowsOf(charts: readonly ChartData[]): ChartRow[] {
  const width = charts.reduce((sum, { lines }) => sum + lines.length, 0);
  const byTime = new Map<number, (number | null)[]>();
  let column = 0;
  for (const { lines, times_ms } of charts) {
    times_ms.forEach((at_ms, row) => {
      const values = byTime.get(at_ms) ?? new Array<number | null>(width).fill(null);
      lines.forEach((line, offset) => {
        values[column + offset] = line.values[row] ?? null;
      });
      byTime.set(at_ms, values);
    });
    column += lines.length;
  }
  return [...byTime].map(([at_ms, values]) => ({ at_ms, values })).sort((left, right) => right.at_ms - left.at_ms);
}

/** Heads of the columns: `Step time, median (ms)`. */
export function headsOf(charts: readonly ChartData[]): string[] {
  return charts.flatMap(({ lines, unit }) => lines.map(({ label }) => (unit === '' ? label : `${label} (${unit})`)));
}

/** All rows as CSV (RFC 4180), exact numbers, times in UTC. */
export function csvOf(charts: readonly ChartData[]): string {
  const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rowsOf(charts).map(({ at_ms, values }) => [new Date(at_ms).toISOString(), ...values.map((value) => value ?? '')]);
  return [['time_utc', ...headsOf(charts)].map(quote), ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}
