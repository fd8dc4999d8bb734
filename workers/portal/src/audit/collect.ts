import type { AuditEvent, AuditPage } from './queries.ts';

/** More than fits a browser's memory comfortably is for the API. */
export const EXPORT_MAX = 50_000;

/**
 * Every page of the log, until its end or the cap. Tells how many events it has after each page.
 * @param read one page from a cursor; its refusal ends everything
 */
export async function collectPages(
  read: (cursor: string | null) => Promise<AuditPage>,
  onProgress: (count: number) => void,
  max = EXPORT_MAX,
): Promise<{ events: AuditEvent[]; complete: boolean }> {
  const events: AuditEvent[] = [];
  let cursor: string | null = null;
  do {
    const page: AuditPage = await read(cursor);
    events.push(...page.items.slice(0, max - events.length));
    onProgress(events.length);
    cursor = page.next_cursor;
  } while (cursor !== null && events.length < max);
  return { events, complete: cursor === null };
}

/** One event per line, as the API gave it. */
export function toJsonLines(events: readonly AuditEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}
