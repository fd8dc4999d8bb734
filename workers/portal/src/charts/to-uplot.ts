import uPlot from 'uplot';
import type { ChartColor, ChartData } from './chart-types.ts';
import { formatAxisValue } from './format-value.ts';

/** The value of a colour token as the theme has it now. */
export function tokenColor(name: ChartColor | 'line' | 'ink-3'): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Options and columns for uPlot; times in seconds, as it wants them. Axes are in UTC, as all times of the portal. */
export function toUplot(
  data: ChartData,
  { width, height, syncKey }: { width: number; height: number; syncKey: string | undefined },
): { options: uPlot.Options; values: uPlot.AlignedData } {
  const values: uPlot.AlignedData = [data.times_ms.map((at_ms) => at_ms / 1_000), ...data.lines.map((line) => [...line.values])];
  const axis = {
    stroke: tokenColor('ink-3'),
    grid: { stroke: tokenColor('line'), width: 1 },
    ticks: { show: false },
    font: '11px sans-serif',
  };
  const options: uPlot.Options = {
    width,
    height,
    tzDate: (at_s) => uPlot.tzDate(new Date(at_s * 1_000), 'Etc/UTC'),
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, ...(syncKey === undefined ? {} : { sync: { key: syncKey } }) },
    scales: { y: { range: (_plot, low, high) => paddedRange(low, high, data) } },
    axes: [axis, { ...axis, size: 56, values: (_plot, ticks) => ticks.map((tick) => formatAxisValue(tick, data.unit)) }],
    series: [
      {},
      ...data.lines.map(({ color, dashed, label }) => ({
        label,
        stroke: tokenColor(color),
        width: 1.5,
        spanGaps: false,
        points: { show: false },
        ...(dashed ? { dash: [4, 4] } : {}),
      })),
    ],
  };
  return { options, values };
}

/** A tenth of room above and below, thresholds in sight, never a line of zero height. */
function paddedRange(low: number | null, high: number | null, data: ChartData): [number, number] {
  const levels = [low, high, ...(data.thresholds ?? []).map(({ value }) => value)].filter(
    (value) => value !== null && Number.isFinite(value),
  ) as number[];
  if (levels.length === 0) return [0, 1];
  const from = Math.min(...levels);
  const to = Math.max(...levels);
  const room = (to - from || Math.abs(to) || 1) * 0.1;
  return [from >= 0 ? Math.max(0, from - room) : from - room, to + room];
}
