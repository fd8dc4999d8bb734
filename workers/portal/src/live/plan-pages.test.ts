import { describe, expect, it } from 'vitest';
import { type PlanPages, patchPages } from './plan-pages.ts';

const plan = (id: string, revision: number) =>
  ({ id, state: 'verified', revision, reason: null }) as PlanPages['pages'][number]['items'][number];
const pages: PlanPages = {
  pages: [
    { items: [plan('pl_2', 2)], next_cursor: 'x' },
    { items: [plan('pl_1', 2)], next_cursor: null },
  ],
  pageParams: [null, 'x'],
};
const news = (revision: number, plan_id = 'pl_1') => ({ plan_id, state: 'approved' as const, revision, reason: null });

describe('patchPages', () => {
  it('moves a plan on where it stands, and leaves every other page the same object', () => {
    const after = patchPages(pages, news(3));
    expect(after.pages[1]?.items[0]).toMatchObject({ state: 'approved', revision: 3 });
    expect(after.pages[0]).toBe(pages.pages[0]);
  });

  it('never moves one back: events that come late or twice change nothing', () => {
    expect(patchPages(pages, news(1))).toBe(pages);
    const after = patchPages(pages, news(3));
    expect(patchPages(after, news(3))).toBe(after);
  });

  it('leaves plans that no page holds to whoever reads the newest ones', () => {
    expect(patchPages(pages, news(3, 'pl_9'))).toBe(pages);
  });
});
