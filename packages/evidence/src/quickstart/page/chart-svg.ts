import type { SignalName } from '@modekeeper/contracts';
import { formatNumber } from '../../chart/format-value.ts';
import { valueTick } from '../../chart/ticks.ts';
import type { KnobChange } from '../knob-changes.ts';
import { printable } from '../printable.ts';
import type { Mark, QuickSeries } from '../series.ts';
import type { SignalWindow } from '../signal-finder.ts';
import { SIGNAL_TITLES } from '../signal-words.ts';
import type { Axis } from './axis.ts';
import { type Html, html } from './html.ts';
import type { TimeTick } from './time-axis.ts';
import { PATH_WIDTH, tracePath } from './trace-path.ts';

export type ChartLine = { name: string; look: 'first' | 'second'; marks: readonly (Mark | null)[] };
export type Threshold = { value: number; label: string; signal: SignalName };
export type Chart = {
  id: string;
  title: string;
  unit: string;
  /** What the picture shows, in words. */
  description: string;
  lines: ChartLine[];
  axis: Axis;
  windows: SignalWindow[];
  thresholds: Threshold[];
};
type Scene = { series: QuickSeries; ticks: TimeTick[]; changes: readonly KnobChange[] };

const [TOP, PLOT, FOOT] = [20, 120, 22];
const HEIGHT = TOP + PLOT + FOOT;

/** One chart: axis beside it, lines stretched to the width of the page, words at their own size however wide it is. */
export function chartSvg(chart: Chart, { changes, series, ticks }: Scene): Html {
  const { axis, description, id, lines, thresholds, title, unit, windows } = chart;
  const y = (value: number) => Math.round((TOP + PLOT * (1 - (value - axis.low) / (axis.high - axis.low))) * 10) / 10;
  const x = (at_ms: number) => percentOf(at_ms, series);
  // Several names would stand on each other; the legend has them all.
  const named = new Set(windows.map(({ signal }) => signal)).size === 1 ? windows.slice(0, 1) : [];
  return html`<div class="plot">
<svg class="axis" width="58" height="${HEIGHT}" aria-hidden="true" focusable="false"><text x="52" y="11">${unit}</text>
${axis.ticks.map((tick) => html`<text x="52" y="${y(tick) + 4}">${valueTick(tick, axis.step)}</text>`)}</svg>
<svg class="canvas" width="100%" height="${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>
${axis.ticks.map((tick) => html`<line class="grid" x1="0" x2="100%" y1="${y(tick)}" y2="${y(tick)}"/>`)}
${windows.map(({ from_ms, signal, to_ms }) => html`<rect class="band ${signal}" x="${x(from_ms)}%" y="${TOP}" width="${widthOf(x(from_ms), x(to_ms))}%" height="${PLOT}"/>`)}
${changes.map(({ at_ms, from, knob, to }) => html`<line class="knob" x1="${x(at_ms)}%" x2="${x(at_ms)}%" y1="${TOP}" y2="${TOP + PLOT}"><title>${printable(knob, 60)}: ${formatNumber(from)} to ${formatNumber(to)}</title></line>`)}
${thresholds.map(({ signal, value }) => html`<line class="threshold ${signal}" x1="0" x2="100%" y1="${y(value)}" y2="${y(value)}"/>`)}
<svg x="0" y="${TOP}" width="100%" height="${PLOT}" viewBox="0 0 ${PATH_WIDTH} ${PLOT}" preserveAspectRatio="none" overflow="visible">
${lines.map(({ look, marks }) => html`<path class="trace ${look}" d="${tracePath(marks, series, axis, PLOT)}"/>`)}</svg>
${thresholds.map(({ label, signal, value }) => html`<text class="label ${signal}" x="4" y="${y(value) - 5}">${label}</text>`)}
${named.map((window) => bandLabel(window, x))}
${ticks.map(({ at_ms, is_minor, label }) => html`<text class="tick${is_minor ? ' minor' : ''}" x="${x(at_ms)}%" y="${HEIGHT - 5}" text-anchor="${anchorAt(x(at_ms))}">${label}</text>`)}
</svg></div>`;
}

/** The name of the signal above the first stretch in which it holds. */
function bandLabel({ from_ms, signal, to_ms }: SignalWindow, x: (at_ms: number) => number): Html {
  const is_late = x(from_ms) > 70;
  return html`<text class="label ${signal}" x="${is_late ? x(to_ms) : x(from_ms)}%" y="14" text-anchor="${is_late ? 'end' : 'start'}">${SIGNAL_TITLES[signal]}</text>`;
}

/** A moment as a share of the width, in percent. */
function percentOf(at_ms: number, { end_ms, start_ms }: QuickSeries): number {
  if (end_ms === start_ms) return 50;
  return Math.round(((at_ms - start_ms) / (end_ms - start_ms)) * 10_000) / 100;
}

/** Of a stretch, in percent: never too narrow to be seen. */
function widthOf(from: number, to: number): number {
  return Math.max(0.4, Math.round((to - from) * 100) / 100);
}

function anchorAt(percent: number): 'start' | 'middle' | 'end' {
  if (percent < 6) return 'start';
  return percent > 94 ? 'end' : 'middle';
}
