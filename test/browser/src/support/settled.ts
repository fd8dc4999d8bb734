import type { Page } from 'playwright-core';

/** Waits until the page shows what it was loading: nothing on the way, no skeleton left, fonts there. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => {
    const loading = [...document.querySelectorAll('[role="status"]')].some((one) => one.textContent?.startsWith('Loading'));
    return !loading && document.querySelector('h1') !== null;
  });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** By how many pixels the page can be scrolled sideways; 0 is right. */
export const sidewaysPixels = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
