import { settled, type Visit } from '@modekeeper/browser';
import type { Page } from 'playwright-core';
import type { Samples } from '../samples.ts';
import { SLOWDOWN, slowDown } from './load.ts';

const ROUNDS = 6;
/** Interactions below it are not reported by the browser (Event Timing); they count as this. */
const SHORTEST_MS = 16;

/**
 * What people do on every page, scripts four times slower: the palette opened, typed into and closed, menus, walking through the places, the
 * kill switch's dialog. Each interaction counts from the input to the next paint (Event Timing API, entries with an `interactionId`).
 */
export async function measureInteractions({ context, page }: Visit, samples: Samples): Promise<void> {
  await context.addInitScript(collect);
  await page.goto('/');
  await settled(page);
  await slowDown(page, SLOWDOWN);
  for (let round = 0; round < ROUNDS; round += 1) await walk(page);
  await slowDown(page, 1);
  await page.waitForTimeout(500);
  for (const duration_ms of await page.evaluate(read, SHORTEST_MS)) samples.add('portal_interaction', duration_ms);
}

async function walk(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('plans', { delay: 60 });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.keyboard.press('Escape');
  for (const place of ['Plans', 'Clusters', 'Passports', 'Audit', 'Overview']) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
  }
}

/** Runs in the page before anything else. */
function collect(): void {
  const longest = new Map<number, number>();
  Reflect.set(window, '__interactions', longest);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceEventTiming[]) {
      const { duration, interactionId } = entry as PerformanceEventTiming & { interactionId: number };
      if (interactionId > 0) longest.set(interactionId, Math.max(longest.get(interactionId) ?? 0, duration));
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

/** Runs in the page: one duration per interaction. */
function read(shortest_ms: number): number[] {
  const longest = Reflect.get(window, '__interactions') as Map<number, number>;
  const count = (performance as Performance & { interactionCount: number }).interactionCount;
  const short = Array.from({ length: Math.max(0, count - longest.size) }, () => shortest_ms);
  return [...longest.values(), ...short];
}
