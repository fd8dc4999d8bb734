/** Names of colours in styles/tokens.css; the same for the same thing everywhere. */
export type ChartColor = 'ink-2' | 'accent' | 's-drift' | 's-burst' | 's-straggler' | 's-knob' | 'ok' | 'warn' | 'bad' | 'info';

/** Numbers in a row; the typed ones are for bulk and hold no gaps. */
export type ChartNumbers = readonly (number | null)[] | Float64Array;

export type ChartLine = {
  label: string;
  color: ChartColor;
  /** One for each time; null is a gap, drawn as one. */
  values: ChartNumbers;
  dashed?: boolean;
};

/** A span to shade: the evidence, or the time that a signal was there. */
export type ChartWindow = { from_ms: number; to_ms: number; label: string; color: ChartColor };
/** A horizontal line with its meaning written on it. */
export type ChartThreshold = { value: number; label: string };
/** A moment: a knob change, an approval. */
export type ChartMarker = { at_ms: number; label: string; color?: ChartColor };

export type ChartData = {
  /** Ascending, milliseconds. */
  times_ms: readonly number[] | Float64Array;
  lines: readonly ChartLine[];
  /** Of the vertical axis: `ms`, `%`, `samples/s`. Empty for a pure number. */
  unit: string;
  /** Width of a bucket: neighbours further apart than one and a half are drawn with a gap between them. Absent: times are as they come. */
  bucket_ms?: number;
  /** What the time axis spans, so that stacked charts agree and missing ends show; absent: the times that there are. */
  range_ms?: { from_ms: number; to_ms: number };
  windows?: readonly ChartWindow[];
  thresholds?: readonly ChartThreshold[];
  markers?: readonly ChartMarker[];
};
