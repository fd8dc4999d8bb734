import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { currentTheme, onThemeChange } from '../shell/theme.ts';
import type { ChartData } from './chart-types.ts';
import { overlays } from './overlays.ts';
import { toUplot } from './to-uplot.ts';

type Props = {
  data: ChartData;
  /** What the chart shows, in words; its name for screen readers. */
  label: string;
  height?: number;
  /** Charts with the same key share their cursor. */
  syncKey?: string;
};

/** One chart over time: axes with units, gaps as gaps, windows, thresholds and markers. `ChartTable` shows the same as numbers. */
export function TimeChart({ data, label, height = 220, syncKey }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(data);
  latest.current = data;
  const [theme, setTheme] = useState(currentTheme);
  useEffect(() => onThemeChange(() => setTheme(currentTheme())), []);
  const shape = JSON.stringify([data.unit, data.lines.map(({ color, dashed, label: name }) => [name, color, dashed])]);

  // Made anew when lines or colours change, not with every point.
  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    void theme;
    void shape;
    const { options, values } = toUplot(latest.current, { width: element.clientWidth, height, syncKey });
    const made = new uPlot({ ...options, plugins: [overlays(() => latest.current)] }, values, element);
    plot.current = made;
    const resize = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape, height, syncKey, theme]);

  useEffect(() => {
    plot.current?.setData(toUplot(data, { width: 0, height: 0, syncKey: undefined }).values);
  }, [data]);

  return <div ref={holder} role="img" aria-label={label} className="w-full min-w-0" style={{ minHeight: height }} />;
}
