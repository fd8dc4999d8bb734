import type uPlot from 'uplot';
import type { ChartData } from './chart-types.ts';
import { tokenColor } from './to-uplot.ts';

const FONT = '600 11px sans-serif';

/** Draws windows under the lines, thresholds and markers over them, from the data as it stands when drawing. */
export function overlays(read: () => ChartData): uPlot.Plugin {
  return {
    hooks: {
      drawClear: (plot) => drawWindows(plot, read()),
      draw: (plot) => {
        drawThresholds(plot, read());
        drawMarkers(plot, read());
      },
    },
  };
}

function drawWindows(plot: uPlot, { windows = [] }: ChartData): void {
  const { ctx, bbox } = plot;
  for (const { color, from_ms, label, to_ms } of windows) {
    const left = Math.max(bbox.left, plot.valToPos(from_ms / 1_000, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(to_ms / 1_000, 'x', true));
    if (right <= left) continue;
    ctx.save();
    ctx.fillStyle = tokenColor(color);
    ctx.globalAlpha = 0.12;
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    ctx.globalAlpha = 1;
    write(plot, label, left + 6 * devicePixelRatio, bbox.top + 14 * devicePixelRatio);
    ctx.restore();
  }
}

function drawThresholds(plot: uPlot, { thresholds = [] }: ChartData): void {
  const { ctx, bbox } = plot;
  for (const { label, value } of thresholds) {
    const y = plot.valToPos(value, 'y', true);
    ctx.save();
    ctx.strokeStyle = tokenColor('ink-3');
    ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    line(ctx, bbox.left, y, bbox.left + bbox.width, y);
    ctx.fillStyle = tokenColor('ink-3');
    write(plot, label, bbox.left + 4 * devicePixelRatio, y - 4 * devicePixelRatio);
    ctx.restore();
  }
}

function drawMarkers(plot: uPlot, { markers = [] }: ChartData): void {
  const { ctx, bbox } = plot;
  for (const { at_ms, color = 's-knob', label } of markers) {
    const x = plot.valToPos(at_ms / 1_000, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.save();
    ctx.strokeStyle = tokenColor(color);
    ctx.fillStyle = tokenColor(color);
    ctx.setLineDash([2 * devicePixelRatio, 2 * devicePixelRatio]);
    line(ctx, x, bbox.top, x, bbox.top + bbox.height);
    write(plot, label, x + 4 * devicePixelRatio, bbox.top + 28 * devicePixelRatio);
    ctx.restore();
  }
}

function line(ctx: CanvasRenderingContext2D, fromX: number, fromY: number, toX: number, toY: number): void {
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(fromX, fromY);
  ctx.lineTo(toX, toY);
  ctx.stroke();
}

/** Text that stays inside the plot: near the right edge it ends at its place instead of beginning there. */
function write({ bbox, ctx }: uPlot, text: string, x: number, y: number): void {
  ctx.font = FONT.replace('11px', `${11 * devicePixelRatio}px`);
  const fits = x + ctx.measureText(text).width <= bbox.left + bbox.width;
  ctx.textAlign = fits ? 'left' : 'right';
  ctx.fillText(text, fits ? x : x - 8 * devicePixelRatio, y);
}
