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

/** What reaches out of the page at its right, so that it can be scrolled sideways; nothing is right. */
export function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > width + 0.5);
    const outermost = wide.filter((one) => !wide.some((other) => other !== one && other.contains(one)));
    const innermost = wide.filter((one) => !wide.some((other) => other !== one && one.contains(other)));
    const words = [...outermost, ...innermost].map((one) => `${one.tagName} ${one.className}: ${one.textContent?.slice(0, 80)}`);
    return words.length === 0 ? ['nothing with a place of its own'] : words;
  });
}
