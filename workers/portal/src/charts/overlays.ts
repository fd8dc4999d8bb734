import type uPlot from 'uplot';
import type { ChartData } from './chart-types.ts';
import { labelsOf } from './overlay-labels.ts';
import { placeLabels } from './place-labels.ts';
import { tokenColor } from './token-color.ts';

const FONT_SIZE = 11;
const LABEL_HEIGHT = 14;
/** Of the unit, over the top of the plot: clear of a tick's label that stands at the very top. */
const UNIT_ABOVE_PX = 14;
const WINDOW_ALPHA = 0.13;
/** Of the outline around a label, so that it can be read over a line without hiding what it does not touch. */
const HALO_PX = 3;

/**
 * Windows under the lines; thresholds, markers and everybody's labels over them, from the data as it stands when drawing.
 * `worded` false: no labels, for charts below one that has them.
 */
export function overlays(read: () => ChartData, worded = true): uPlot.Plugin {
  return {
    hooks: {
      drawClear: (plot) => drawWindows(plot, read()),
      draw: (plot) => {
        const data = read();
        drawThresholds(plot, data);
        drawMarkers(plot, data);
        if (worded) drawLabels(plot, data);
        drawUnits(plot, data);
      },
    },
  };
}

function drawWindows(plot: uPlot, { windows = [] }: ChartData): void {
  const { bbox, ctx } = plot;
  ctx.save();
  for (const { color, from_ms, to_ms } of windows) {
    const left = Math.max(bbox.left, plot.valToPos(from_ms, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(to_ms, 'x', true));
    if (right <= left) continue;
    ctx.fillStyle = tokenColor(color);
    ctx.strokeStyle = tokenColor(color);
    ctx.globalAlpha = WINDOW_ALPHA;
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    ctx.globalAlpha = 1;
    // Its beginning as a line: the shade alone is faint.
    if (plot.valToPos(from_ms, 'x', true) >= bbox.left) upright(plot, left);
  }
  ctx.restore();
}

function drawThresholds(plot: uPlot, { thresholds = [] }: ChartData): void {
  const { bbox, ctx } = plot;
  ctx.save();
  ctx.strokeStyle = tokenColor('ink-3');
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const { value } of thresholds) {
    const y = plot.valToPos(value, 'y', true);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

function drawMarkers(plot: uPlot, { markers = [] }: ChartData): void {
  const { bbox, ctx } = plot;
  ctx.save();
  for (const { at_ms, color = 's-knob' } of markers) {
    const x = plot.valToPos(at_ms, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = tokenColor(color);
    ctx.fillStyle = tokenColor(color);
    upright(plot, x);
    diamond(ctx, x, bbox.top, 4 * devicePixelRatio);
  }
  ctx.restore();
}

function drawLabels(plot: uPlot, data: ChartData): void {
  const { bbox, ctx } = plot;
  const labels = labelsOf(data, {
    x: (at_ms) => plot.valToPos(at_ms, 'x', true),
    y: (value) => plot.valToPos(value, 'y', true),
    bounds: { x: bbox.left, y: bbox.top, width: bbox.width, height: bbox.height },
    scale: devicePixelRatio,
  });
  ctx.save();
  ctx.font = font(600);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.strokeStyle = tokenColor('surface');
  ctx.lineWidth = HALO_PX * devicePixelRatio;
  ctx.lineJoin = 'round';
  const height = LABEL_HEIGHT * devicePixelRatio;
  const pad = 3 * devicePixelRatio;
  const wanted = labels.map(({ places, text }) => {
    const width = ctx.measureText(text).width + 2 * pad;
    return { width, height, places: places(width, height) };
  });
  placeLabels(wanted, { x: bbox.left, y: bbox.top, width: bbox.width, height: bbox.height }).forEach((box, at) => {
    const label = labels[at];
    if (box === null || label === undefined) return;
    const middle = box.y + height / 2;
    ctx.strokeText(label.text, box.x + pad, middle);
    ctx.fillStyle = tokenColor(label.color);
    ctx.fillText(label.text, box.x + pad, middle);
  });
  ctx.restore();
}

/** The unit above the value axis, the zone beside the time axis: each once. */
function drawUnits({ bbox, ctx }: uPlot, { unit }: ChartData): void {
  ctx.save();
  ctx.font = font(400);
  ctx.fillStyle = tokenColor('ink-3');
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  ctx.fillText(unit, bbox.left - 8 * devicePixelRatio, bbox.top - UNIT_ABOVE_PX * devicePixelRatio);
  // At the very edge: half of the first time may reach to the left of the plot.
  ctx.textAlign = 'left';
  ctx.fillText('UTC', 0, bbox.top + bbox.height + 13 * devicePixelRatio);
  ctx.restore();
}

function upright({ bbox, ctx }: uPlot, x: number): void {
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 2 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
}

function diamond(ctx: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  ctx.beginPath();
  ctx.moveTo(x, y - size);
  ctx.lineTo(x + size, y);
  ctx.lineTo(x, y + size);
  ctx.lineTo(x - size, y);
  ctx.fill();
}

const font = (weight: number) => `${weight} ${FONT_SIZE * devicePixelRatio}px sans-serif`;
