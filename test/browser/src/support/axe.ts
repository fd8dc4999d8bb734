import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the page as it stands, one line for each place. */
export async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  return found.flatMap(({ help, id, nodes }) =>
    nodes.map(({ html, target }) => `${id} (${help}) at ${target.join(' ')}: ${html.slice(0, 200)}`),
  );
}

/** The same in the light and in the dark theme, as the person's menu would set them. */
export async function violationsInBothThemes(page: Page): Promise<string[]> {
  const all: string[] = [];
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
    }, theme);
    all.push(...(await violations(page)).map((words) => `${theme}: ${words}`));
  }
  return all;
}
