/**
 * Where to go on after signing in: only ever a path of this portal. Anything else (another site, also in the disguises that browsers
 * accept: two slashes, backslashes, control characters that they leave out) becomes the overview.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return '/';
  const base = 'https://portal.invalid';
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  if (url === null || url.origin !== base || url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
