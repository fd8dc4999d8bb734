/** What a phone's keyboard makes of plain characters by itself. */
const SMART: readonly [RegExp, string][] = [
  [/[‘’‛]/g, "'"],
  [/[“”„]/g, '"'],
  [/[‐‑‒–—]/g, '-'],
];

function plain(text: string): string {
  const composed = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  return SMART.reduce((result, [smart, typed]) => result.replace(smart, typed), composed);
}

/**
 * Whether the person typed this name: letter for letter, but spaces around and doubled ones do not matter, nor what a phone's keyboard
 * turns quotes and hyphens into. A stop must not fail on typography.
 */
export function isTypedName(typed: string, name: string): boolean {
  return plain(typed) === plain(name);
}
