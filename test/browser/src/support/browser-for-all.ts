import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from '../launch.ts';
import { type Person, takeOver } from './people.ts';
import { type Watch, watch } from './watch.ts';

export type Visit = { context: BrowserContext; page: Page; watch: Watch };
export type VisitOptions = BrowserContextOptions & { as?: Person; theme?: 'light' | 'dark' };
export type Visitor = (url: string, options?: VisitOptions) => Promise<Visit>;

/** A phone as on-call people hold it. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

/**
 * One browser for all tests of a file; call it at the top of a `describe`. Every visit is a context of its own. After each test nothing may
 * have been complained of that the test did not name.
 * @param keep `each`: visits end with their test; `all`: they stay open to the end, for a story told in several tests
 */
export function browserForAll(keep: 'each' | 'all' = 'each'): Visitor {
  let browser: Browser | undefined;
  let visits: Visit[] = [];
  const close = async () => {
    await Promise.all(visits.map(({ context }) => context.close()));
    visits = [];
  };
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') for (const each of visits) process.stdout.write(await describePage(each));
    const complaints = visits.flatMap((visit) => visit.watch.take());
    if (keep === 'each') await close();
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await close();
    await browser?.close();
  });
  return async (url, { as, theme, ...options } = {}) => {
    if (browser === undefined) throw new Error('The browser did not start.');
    const visit = await visitIn(browser, url, { ...options, ...(as && { as }), ...(theme && { theme }) });
    visits.push(visit);
    return visit;
  };
}

/** What a page showed when its test failed, as a screen reader would have it. */
async function describePage({ page }: Visit): Promise<string> {
  const seen = await page
    .locator('body')
    .ariaSnapshot({ timeout: 5_000 })
    .catch((cause: unknown) => String(cause));
  return `--- ${page.url()}\n${seen.slice(0, 6_000)}\n`;
}

/** A context with a page, watched from its first moment; signed in and with a theme when asked. Nothing is loaded yet. */
export async function visitIn(browser: Browser, url: string, { as, theme, ...options }: VisitOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
  const watched = await watch(context);
  if (as !== undefined) await takeOver(context, as, url);
  if (theme !== undefined)
    await context.addInitScript((name) => {
      // The empty page that a tab begins with has no storage.
      if (location.protocol !== 'about:') localStorage.setItem('modekeeper.theme', name);
    }, theme);
  const page = await context.newPage();
  return { context, page, watch: watched };
}
