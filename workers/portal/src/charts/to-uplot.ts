import { TIME_STEPS_MS, timeTick, valueTick } from '@modekeeper/evidence/ticks';
import type uPlot from 'uplot';
import type { ChartData } from './chart-types.ts';
import { columnsOf, isolatedIndexes } from './gaps.ts';
import { tokenColor } from './token-color.ts';

/** Room for the labels of the value axis: the same in every chart, so that stacked ones line up. */
const VALUE_AXIS_WIDTH = 52;
const TIME_AXIS_HEIGHT = 26;
/** Top: the unit above the value axis. Right: half of the last time label. */
const PADDING: uPlot.Padding = [22, 14, 0, 0];

/** Room over the lines, as a share of their span: for the names of windows and markers where they are written in. */
const ROOM = 0.1;
const ROOM_FOR_WORDS = 0.24;

type Frame = { width: number; height: number; syncKey: string | undefined; worded: boolean };

/** Columns for uPlot: times in milliseconds, nothing converted, nothing copied where no bucket is missing. */
export function valuesOf(data: ChartData): uPlot.AlignedData {
  const { times_ms, values } = columnsOf(data);
  return [times_ms, ...values] as uPlot.AlignedData;
}

/** Options for uPlot. `read` gives the data as it stands when drawing. Axes are in UTC, as all times of the portal. */
export function optionsOf(read: () => ChartData, { height, syncKey, width, worded }: Frame): uPlot.Options {
  const axis = {
    stroke: tokenColor('ink-3'),
    grid: { stroke: tokenColor('line'), width: 1 },
    ticks: { show: false },
    font: '11px sans-serif',
    gap: 8,
  };
  return {
    width,
    height,
    padding: PADDING,
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 7, width: 1.5 },
      ...(syncKey === undefined ? {} : { sync: { key: syncKey, setSeries: false } }),
    },
    scales: {
      // Plain numbers in milliseconds: multiples of a step since the epoch are whole minutes, hours and days of UTC.
      x: { time: false, range: (_plot, low, high) => timeRange(low, high, read()) },
      y: { range: (_plot, low, high) => paddedRange(low, high, read(), worded) },
    },
    axes: [
      {
        ...axis,
        size: TIME_AXIS_HEIGHT,
        space: 68,
        incrs: TIME_STEPS_MS,
        values: (_plot, ticks, _axis, _space, step) => ticks.map((at_ms) => timeTick(at_ms, step)),
      },
      {
        ...axis,
        size: VALUE_AXIS_WIDTH,
        space: 22,
        values: (_plot, ticks, _axis, _space, step) => ticks.map((value) => valueTick(value, step)),
      },
    ],
    series: [
      {},
      ...read().lines.map(({ color, dashed, label }) => ({
        label,
        stroke: tokenColor(color),
        width: 1.5,
        spanGaps: false,
        points: {
          show: true,
          size: 4,
          fill: tokenColor(color),
          filter: (plot: uPlot, line: number) => {
            const [from, to] = plot.series[0]?.idxs ?? [0, -1];
            return isolatedIndexes(plot.data[line] ?? [], from, to);
          },
        },
        ...(dashed ? { dash: [4, 4] } : {}),
      })),
    ],
  };
}

function timeRange(low: number, high: number, { range_ms }: ChartData): [number, number] {
  if (range_ms !== undefined) return [range_ms.from_ms, range_ms.to_ms];
  return low < high ? [low, high] : [low - 1_000, low + 1_000];
}

/** Room above and below, thresholds in sight, never a line of zero height. */
export function paddedRange(low: number | null, high: number | null, data: ChartData, worded: boolean): [number, number] {
  const { markers = [], thresholds = [], windows = [] } = data;
  const levels = [low, high, ...thresholds.map(({ value }) => value)].filter((value) => value !== null && Number.isFinite(value));
  if (levels.length === 0) return [0, 1];
  const from = Math.min(...(levels as number[]));
  const to = Math.max(...(levels as number[]));
  const span = to - from || Math.abs(to) || 1;
  const below = span * ROOM;
  const above = span * (worded && markers.length + windows.length > 0 ? ROOM_FOR_WORDS : ROOM);
  return [from >= 0 ? Math.max(0, from - below) : from - below, to + above];
}
