import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { settled, sideways } from '../support/settled.ts';

/** Longer pages are cut off here: what a person would scroll to is seen, not ten thousand rows. */
const MAX_HEIGHT = 2_400;

export const SIZES = { 1440: 900, 390: 844 } as const;
export type Width = keyof typeof SIZES;

/** Takes one picture of what the page shows, whole as far as `MAX_HEIGHT`; answers what is wrong with it. */
export async function take(page: Page, width: Width, file: { folder: string; name: string }): Promise<string[]> {
  await settled(page);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  // A taller window rather than a "full page": lists that draw only what is seen draw all of it.
  await page.setViewportSize({ width: Number(width), height: Math.max(SIZES[width], Math.min(height, MAX_HEIGHT)) });
  await settled(page);
  await page.screenshot({ path: join(file.folder, file.name), animations: 'disabled' });
  const wide = await sideways(page);
  await page.setViewportSize({ width: Number(width), height: SIZES[width] });
  return wide.map((words) => `${file.name}: can be scrolled sideways: ${words}`);
}
