/** Parts of a passport's page, in their order. */
const PASSPORT_TABS = ['edit', 'difference', 'versions', 'clusters'] as const;
export type PassportTab = (typeof PASSPORT_TABS)[number];

export function isPassportTab(value: unknown): value is PassportTab {
  return PASSPORT_TABS.some((tab) => tab === value);
}
