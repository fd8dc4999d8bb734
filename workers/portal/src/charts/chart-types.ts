/** Names of colours in styles/tokens.css; the same for the same thing everywhere. */
export type ChartColor = 'ink-2' | 'accent' | 's-drift' | 's-burst' | 's-straggler' | 's-knob' | 'ok' | 'warn' | 'bad' | 'info';

export type ChartLine = {
  label: string;
  color: ChartColor;
  /** One for each time; null is a gap, drawn as one. */
  values: readonly (number | null)[];
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
  times_ms: readonly number[];
  lines: readonly ChartLine[];
  /** Of the vertical axis: `ms`, `%`, `samples/s`. Empty for a pure number. */
  unit: string;
  windows?: readonly ChartWindow[];
  thresholds?: readonly ChartThreshold[];
  markers?: readonly ChartMarker[];
};
