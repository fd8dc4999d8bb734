/** Control and format characters: what would move a cursor, hide text or turn its direction round. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A text that others wrote, such as a name of a trace, safe to show in a terminal and in a page: what has no face of its own is shown by
 * its number, and what is too long is cut.
 */
export function printable(text: string, longest = 120): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return cut.replace(UNSEEN, (character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`);
}

/** A few texts of many: `a, b and 12 more`. */
export function someOf(texts: readonly string[], most: number): string {
  const shown = texts.slice(0, most).map((text) => printable(text, 60));
  const more = texts.length - shown.length;
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} more`;
}
