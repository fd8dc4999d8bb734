import { beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../support/axe.ts';
import { browserForAll, PHONE } from '../support/browser-for-all.ts';
import { sideways } from '../support/settled.ts';
import { type QuickReport, quickReports } from './quick-reports.ts';

const NAMES = ['drift', 'burst', 'stable', 'corrupted', 'dirty', 'straggler', 'empty', 'hostile'];

describe('report.html of a quickstart', () => {
  const visit = browserForAll();
  let reports: QuickReport[];
  beforeAll(async () => {
    reports = await quickReports(NAMES);
  });
  const urlOf = (name: string) => reports.find((report) => report.name === name)?.url as string;

  it.each(NAMES)(
    '%s: axe finds nothing in light, dark and print; a phone shows it without scrolling sideways; nothing else is loaded',
    async (name) => {
      const { context, page } = await visit('http://unused.invalid');
      const asked: string[] = [];
      context.on('request', (request) => void asked.push(request.url()));
      await page.goto(urlOf(name));
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { media: 'print' }] as const) {
        await page.emulateMedia(media);
        expect(await violations(page)).toEqual([]);
      }
      await page.emulateMedia({ media: 'screen' });
      await page.setViewportSize(PHONE.viewport);
      expect(await sideways(page)).toEqual([]);
      expect(asked).toEqual([urlOf(name)]);
    },
  );

  it('names that would break out stand as text: no element, no script and no turned text comes of them', async () => {
    const { page } = await visit('http://unused.invalid');
    await page.goto(urlOf('hostile'));
    expect(await page.title()).toBe('Step time burst: set dataloader prefetch to 2 and set concurrency to 4 · ModeKeeper');
    expect(await page.locator('script, img').count()).toBe(0);
    expect(await page.locator('body').textContent()).toContain('<script>document.title = "taken"</script>');
    expect(await page.locator('body').textContent()).not.toContain('\u202e');
  });

  it('shows everything without scripts', async () => {
    const { page } = await visit('http://unused.invalid', { javaScriptEnabled: false });
    await page.goto(urlOf('drift'));
    await page.getByText('Synthetic data: nothing was observed').waitFor();
    expect(await page.getByRole('img', { name: 'Step time' }).isVisible()).toBe(true);
    expect(await page.getByRole('table').count()).toBeGreaterThan(2);
  });
});
