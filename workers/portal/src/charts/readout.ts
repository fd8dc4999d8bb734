import { formatValue } from '@modekeeper/evidence/format-value';
import { timeReadout } from '@modekeeper/evidence/ticks';
import type { ChartData } from './chart-types.ts';
import { type Columns, lastValue } from './gaps.ts';

export type Readout = {
  /** `13:40:10`; null while nothing was measured. */
  time: string | null;
  /** One for each line: `1,950 ms`, or null where there is a gap. */
  values: (string | null)[];
  /** Labels of markers in sight of the moment and of windows around it. */
  notes: string[];
};

/** A marker this near to the cursor (share of the span) counts as under it. */
const NEAR = 0.01;

/** The values at an index of the drawn columns, or each line's latest when there is none: the words of cursor, legend and screen reader. */
export function readoutAt(data: ChartData, columns: Columns, index: number | null): Readout {
  const { times_ms } = columns;
  const first = times_ms[0] ?? 0;
  const last = times_ms[times_ms.length - 1] ?? 0;
  const span_ms = data.range_ms === undefined ? last - first : data.range_ms.to_ms - data.range_ms.from_ms;
  const latest = columns.values.map(lastValue);
  const at = index ?? latest.reduce((most, found) => Math.max(most, found?.at ?? -1), -1);
  const at_ms = times_ms[at];
  const words = (value: number | null | undefined) => (value == null ? null : formatValue(value, data.unit));
  return {
    time: at_ms == null ? null : timeReadout(at_ms, span_ms),
    values: columns.values.map((values, line) => words(index === null ? latest[line]?.value : values[index])),
    notes: index === null || at_ms == null ? [] : notesAt(data, at_ms, span_ms),
  };
}

function notesAt({ markers = [], windows = [] }: ChartData, at_ms: number, span_ms: number): string[] {
  return [
    ...markers.filter((marker) => Math.abs(marker.at_ms - at_ms) <= span_ms * NEAR),
    ...windows.filter(({ from_ms, to_ms }) => from_ms <= at_ms && at_ms <= to_ms),
  ].map(({ label }) => label);
}
