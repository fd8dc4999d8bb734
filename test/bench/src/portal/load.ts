import { type Person, type Visit, visitIn } from '@modekeeper/browser';
import type { Browser, Page } from 'playwright-core';
import type { Samples } from '../samples.ts';

const LOADS = 12;
export const SLOWDOWN = 4;

/** From now on the page's scripts run that many times slower. */
export async function slowDown(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

/**
 * Loads `/` with an empty cache, signed in, scripts four times slower. Interactive: the inbox's first action has been painted and the page
 * has then run a task that was queued behind it, so that a click would be answered. Beside it a page of the same control plane without the portal's code.
 */
export async function measureLoad(browser: Browser, at: { url: string; owner: Person }, samples: Samples): Promise<void> {
  for (let run = 0; run < LOADS; run += 1) {
    samples.add('baseline_bare_page', await loadOnce(browser, at, '/sandbox/outbox', 'a', async () => undefined));
    const interactive_ms = await loadOnce(browser, at, '/', 'main li a[href^="/plans/"], main li button', async ({ page }) => {
      samples.add('portal_largest_paint', await largestPaint(page));
    });
    samples.add('portal_interactive', interactive_ms);
  }
}

async function loadOnce(
  browser: Browser,
  { owner, url }: { url: string; owner: Person },
  path: string,
  action: string,
  after: (visit: Visit) => Promise<void>,
): Promise<number> {
  const visit = await visitIn(browser, url, { as: owner });
  const { context, page } = visit;
  try {
    await context.addInitScript(noteInteractive, action);
    await slowDown(page, SLOWDOWN);
    await page.goto(path);
    const noted = await page.waitForFunction(() => Reflect.get(window, '__interactive_ms') as number | undefined);
    const interactive_ms = (await noted.jsonValue()) ?? Number.NaN;
    await after(visit);
    return interactive_ms;
  } finally {
    await context.close();
  }
}

/** Runs in the page before anything else: ms from the start of the navigation. */
function noteInteractive(action: string): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector(action) === null) return;
    observer.disconnect();
    // After the frame that paints it, behind whatever is queued by then.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => Reflect.set(window, '__interactive_ms', performance.now());
      port2.postMessage(null);
    });
  });
  observer.observe(document, { subtree: true, childList: true });
}

/** The largest contentful paint so far, ms from the start of the navigation. */
function largestPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list) => done(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        });
      }),
  );
}
