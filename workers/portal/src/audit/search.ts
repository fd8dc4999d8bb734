/** What the log is narrowed to; stands in the page's address. */
export type AuditSearch = { action?: string; subject_type?: string; subject_id?: string };

const KEYS = ['action', 'subject_type', 'subject_id'] as const;

/** The filters of an address; whatever else stands there is left out. */
export function parseAuditSearch(search: Record<string, unknown>): AuditSearch {
  const found: AuditSearch = {};
  for (const key of KEYS) {
    const value = search[key];
    if (typeof value === 'string' && value.trim() !== '') found[key] = value.trim();
  }
  return found;
}
