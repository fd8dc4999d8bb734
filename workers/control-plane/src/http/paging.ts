import { base64urlDecode, base64urlEncode, ModeKeeperError, utf8Decode, utf8Encode } from '@modekeeper/contracts';
import type { Page, PageQuery } from '@modekeeper/db';

const ID = /^[\w-]{1,100}$/;
/** Key of a list that is ordered by a number. */
export const NUMBER_CURSOR = /^\d{1,15}$/;

/** Cursors are opaque to callers: base64url of the key after which the next page starts. @param form of that key */
export function pageQueryOf(query: { cursor?: string | undefined; limit: number }, form = ID): PageQuery {
  if (query.cursor === undefined) return { limit: query.limit };
  const bytes = base64urlDecode(query.cursor);
  const after = bytes === null ? '' : utf8Decode(bytes);
  if (!form.test(after)) {
    throw new ModeKeeperError({
      code: 'invalid_cursor',
      message: 'The cursor is not one that this list gave out.',
      hint: 'Take next_cursor of the page before, or leave it out to start at the beginning.',
    });
  }
  return { limit: query.limit, after };
}

/** The answer of a list. */
export function pageAnswer<Row, View>(page: Page<Row>, view: (row: Row) => View): { items: View[]; next_cursor: string | null } {
  return { items: page.items.map(view), next_cursor: page.next === null ? null : base64urlEncode(utf8Encode(page.next)) };
}

/** API time (RFC 3339 UTC) of milliseconds. */
export function apiTime(time_ms: number): string {
  return new Date(time_ms).toISOString();
}

export function apiTimeOrNull(time_ms: number | null): string | null {
  return time_ms === null ? null : apiTime(time_ms);
}
