import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type uPlot from 'uplot';
import { currentTheme, onThemeChange } from '../shell/theme.ts';
import { ChartLegend } from './ChartLegend.tsx';
import { ChartTable } from './ChartTable.tsx';
import type { ChartData } from './chart-types.ts';
import { columnsOf } from './gaps.ts';
import { cursorStep } from './keyboard.ts';
import { overlays } from './overlays.ts';
import { Plot } from './plot.ts';
import { type Readout, readoutAt } from './readout.ts';
import { optionsOf, valuesOf } from './to-uplot.ts';

type Props = {
  data: ChartData;
  /** What the chart shows, in words; its name for screen readers. */
  label: string;
  height?: number;
  /** Charts with the same key share their cursor. */
  syncKey?: string;
  /** Offers the same as numbers; off where one table serves several charts. */
  table?: boolean;
  /** Writes the names of windows, markers and thresholds into the plot; off in charts below one that does. */
  worded?: boolean;
};

/**
 * One chart over time: axes with units, gaps as gaps, windows, thresholds and markers, and a legend with the latest values or those under
 * the cursor. With the keyboard the cursor moves by arrows, Home and End, and its values are spoken.
 */
export function TimeChart({ data, label, height = 220, syncKey, table = true, worded = true }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(data);
  latest.current = data;
  const [pointed, setPointed] = useState<number | null>(null);
  const theme = useTheme();
  const shape = JSON.stringify([data.unit, data.lines.map(({ color, dashed, label: name }) => [name, color, dashed])]);

  // Made anew when lines or colours change, not with every point.
  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    void theme;
    void shape;
    const read = () => latest.current;
    const follow: uPlot.Plugin = { hooks: { setCursor: ({ cursor }) => setPointed(cursor.idx ?? null) } };
    const options = optionsOf(read, { width: element.clientWidth, height, syncKey, worded });
    const made = new Plot({ ...options, plugins: [overlays(read, worded), follow] }, valuesOf(read()), element);
    plot.current = made;
    const resize = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape, height, syncKey, theme, worded]);

  useEffect(() => plot.current?.setData(valuesOf(data)), [data]);

  const columns = useMemo(() => columnsOf(data), [data]);
  const count = columns.times_ms.length;
  const at = pointed !== null && pointed < count ? pointed : null;
  const readout = readoutAt(data, columns, at);
  const move = (event: KeyboardEvent) => {
    const to = cursorStep(event.key, at, count);
    if (to === undefined) return;
    event.preventDefault();
    point(plot.current, to);
  };
  return (
    <div className="grid min-w-0 gap-1.5">
      <ChartLegend data={data} readout={readout} pointed={at !== null} worded={worded} />
      <div
        ref={holder}
        role="slider"
        tabIndex={0}
        aria-label={`${label}. Arrow keys move the cursor`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, count - 1)}
        aria-valuenow={at ?? Math.max(0, count - 1)}
        aria-valuetext={spoken(data, readout)}
        onKeyDown={move}
        onBlur={() => point(plot.current, null)}
        // Until a narrower window has been drawn anew, the old drawing must not widen the page.
        className="w-full min-w-0 overflow-hidden"
        style={{ minHeight: height }}
      />
      {table && <ChartTable charts={[data]} label={label} />}
    </div>
  );
}

function useTheme() {
  const [theme, setTheme] = useState(currentTheme);
  useEffect(() => onThemeChange(() => setTheme(currentTheme())), []);
  return theme;
}

/** Puts the cursor on a moment, in this chart and in those of the same key. */
function point(plot: uPlot | null, index: number | null): void {
  if (plot === null) return;
  const at_ms = index === null ? undefined : plot.data[0][index];
  const key = plot.cursor.sync?.key;
  const together = key == null ? [plot] : Plot.sync(key).plots;
  for (const one of together) {
    const left = at_ms === undefined ? -10 : one.valToPos(at_ms, 'x');
    one.setCursor({ left, top: left < 0 ? -10 : 0 });
  }
}

function spoken({ lines }: ChartData, { notes, time, values }: Readout): string {
  if (time === null) return 'No values yet';
  const parts = lines.map(({ label }, line) => `${label} ${values[line] ?? 'no value'}`);
  return [`${time} UTC`, ...parts, ...notes].join(', ');
}
