import type { Page } from 'playwright-core';

/** What a page should come to show: a link to a plan, and in its row these words. */
export type Awaited = { href: string; words: string };

/**
 * Starts to watch the page; `at_ms` gives the moment (ms since the epoch, by the page's clock) of the DOM change after which it
 * shows what is awaited. Must be called before the event is sent.
 */
export async function whenShown(page: Page, awaited: Awaited): Promise<{ at_ms: Promise<number> }> {
  await page.evaluate(({ href, words }) => {
    const isShown = () =>
      [...document.querySelectorAll(`main a[href="${href}"]`)].some((link) => {
        const row = link.closest('tr, li, [role="row"], [role="listitem"]') ?? link;
        return words === '' || row.textContent?.includes(words);
      });
    const shown = new Promise<number>((done, fail) => {
      const late = setTimeout(() => fail(new Error(`the page did not come to show ${href} ${words}`)), 20_000);
      const observer = new MutationObserver(() => {
        if (!isShown()) return;
        observer.disconnect();
        clearTimeout(late);
        done(Date.now());
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    Reflect.set(window, '__shown', shown);
  }, awaited);
  // Wrapped: a bare promise would be waited for before the event could be sent.
  return { at_ms: page.evaluate(() => Reflect.get(window, '__shown') as Promise<number>) };
}

/** Times between frames while the page (or the list inside it) is scrolled by `step_px` in every frame. */
export function scrollFrames(page: Page, options: { frames: number; step_px: number }): Promise<number[]> {
  return page.evaluate(async ({ frames, step_px }) => {
    const root = document.documentElement;
    const inner = [...document.querySelectorAll('main, main *')].filter((one) => {
      const { overflowY } = getComputedStyle(one);
      return (overflowY === 'auto' || overflowY === 'scroll') && one.scrollHeight > one.clientHeight * 1.5;
    });
    const area = root.scrollHeight > root.clientHeight * 1.5 ? root : inner[0];
    if (area === undefined) throw new Error('nothing on this page can be scrolled');
    const frame = () => new Promise<number>((next) => requestAnimationFrame(next));
    const deltas: number[] = [];
    let last = await frame();
    for (let count = 0; count < frames; count += 1) {
      area.scrollBy(0, step_px);
      const now = await frame();
      deltas.push(now - last);
      last = now;
    }
    return deltas;
  }, options);
}
