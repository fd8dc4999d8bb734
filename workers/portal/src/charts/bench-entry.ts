import type uPlot from 'uplot';
import type { ChartData } from './chart-types.ts';
import { overlays } from './overlays.ts';
import { Plot } from './plot.ts';
import { optionsOf, valuesOf } from './to-uplot.ts';

const SECOND_MS = 1_000;

/**
 * For the benchmark and nothing else; no page reaches it. Draws generated points, one per second, into an element as `TimeChart` does.
 * @returns milliseconds from the data to pixels, generating not counted
 */
export async function drawGenerated(element: HTMLElement, points: number): Promise<number> {
  const data = generated(points);
  const started_ms = performance.now();
  const plot = await new Promise<uPlot>((done) => {
    const drawn: uPlot.Plugin = { hooks: { draw: done } };
    const options = optionsOf(() => data, { width: element.clientWidth, height: 220, syncKey: undefined, worded: true });
    new Plot({ ...options, plugins: [overlays(() => data), drawn] }, valuesOf(data), element);
  });
  // Reading one pixel back waits for what the canvas has only queued so far.
  plot.ctx.getImageData(0, 0, 1, 1);
  const took_ms = performance.now() - started_ms;
  plot.destroy();
  return took_ms;
}

/** A day of step times with drift, noise and spikes; the same every time. */
function generated(points: number): ChartData {
  const times_ms = new Float64Array(points);
  const values = new Float64Array(points);
  for (let at = 0; at < points; at += 1) {
    times_ms[at] = at * SECOND_MS;
    values[at] = 200 + 30 * Math.sin(at / 5_000) + 4 * Math.sin(at * 12.9898) + (at % 997 === 0 ? 60 : 0);
  }
  return { times_ms, lines: [{ label: 'step time', color: 'ink-2', values }], unit: 'ms', bucket_ms: SECOND_MS };
}
