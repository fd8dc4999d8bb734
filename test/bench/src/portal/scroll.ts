import { settled, type Visit } from '@modekeeper/browser';
import type { Samples } from '../samples.ts';
import { scrollFrames } from './in-page.ts';

const FRAMES = 600;
const STEP_PX = 120;

/** Scrolls the list of ten thousand plans by 120 px in every frame, which loads page after page on the way; beside it plain rows. */
export async function measureScroll({ page }: Visit, samples: Samples): Promise<void> {
  await page.goto('/plans');
  await settled(page);
  for (const delta_ms of await scrollFrames(page, { frames: FRAMES, step_px: STEP_PX }))
    samples.add('portal_scroll_frame', delta_ms);
  const rows = Array.from({ length: 2_000 }, (_, row) => `<tr><td>${row}</td><td>plain</td></tr>`).join('');
  await page.goto('about:blank');
  await page.setContent(`<!doctype html><html lang="en-GB"><title>rows</title><main><table>${rows}</table></main></html>`);
  for (const delta_ms of await scrollFrames(page, { frames: FRAMES / 2, step_px: STEP_PX }))
    samples.add('baseline_plain_scroll', delta_ms);
}
