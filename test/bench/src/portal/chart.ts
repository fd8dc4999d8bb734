import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@modekeeper/sandbox';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import type { Samples } from '../samples.ts';

const POINTS = 86_400;
const RUNS = 40;
/** The first runs are the compiler's, not the chart's. */
const WARM_UP_RUNS = 5;
const SOURCE = join(repositoryRoot(), 'workers', 'portal', 'src');

/** Draws a day of generated seconds with the portal's own chart, and as a bare line of the same points, on an empty page in turn. */
export async function measureChart(browser: Browser, samples: Samples): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await page.setContent(
      '<!doctype html><html lang="en-GB"><title>chart</title><div id="chart" style="width:1180px"></div></html>',
    );
    await page.addStyleTag({ content: readFileSync(join(SOURCE, 'styles', 'tokens.css'), 'utf8') });
    await page.evaluate(await bundled());
    for (let run = 0; run < RUNS + WARM_UP_RUNS; run += 1) {
      const chart_ms = await page.evaluate(drawChart, POINTS);
      const bare_ms = await page.evaluate(drawBare, POINTS);
      if (run < WARM_UP_RUNS) continue;
      samples.add('portal_chart_draw', chart_ms);
      samples.add('baseline_bare_line', bare_ms);
    }
  } finally {
    await page.close();
  }
}

/** The chart's own entry as one script; uPlot's few styles play no part in drawing. */
async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(SOURCE, 'charts', 'bench-entry.ts')],
    ...{ bundle: true, minify: true, write: false, format: 'iife', globalName: 'charts', target: 'es2022' },
    loader: { '.css': 'empty' },
    footer: { js: 'globalThis.charts = charts;' },
  });
  return outputFiles[0]?.text ?? '';
}

/** Runs in the page. */
async function drawChart(points: number): Promise<number> {
  const { drawGenerated } = Reflect.get(globalThis, 'charts') as {
    drawGenerated(element: Element | null, points: number): Promise<number>;
  };
  return drawGenerated(document.getElementById('chart'), points);
}

/** Runs in the page: a line through as many points, straight on a canvas of the same size. */
function drawBare(points: number): number {
  const canvas = document.createElement('canvas');
  canvas.width = 1_180;
  canvas.height = 220;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const started_ms = performance.now();
  context.beginPath();
  for (let at = 0; at < points; at += 1)
    context.lineTo((at / points) * 1_180, 110 + 90 * Math.sin(at / 5_000) + 4 * Math.sin(at * 12.9898));
  context.stroke();
  context.getImageData(0, 0, 1, 1);
  return performance.now() - started_ms;
}
