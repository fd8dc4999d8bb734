/** One page of a list, newest first. `cursor` is the id after which the next page starts. */
export type PageQuery = { readonly limit: number; readonly after?: string | undefined };
export type Page<T> = { readonly items: T[]; readonly next: string | null };

/** Cuts a result of `limit + 1` rows into a page. */
export function pageOf<T>(rows: T[], limit: number, keyOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}
