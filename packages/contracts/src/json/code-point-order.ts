const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/**
 * Compares by Unicode code point (contract rule 5), for `sort`. JavaScript's own order compares 16-bit units and puts
 * U+10000 and above before U+E000 … U+FFFF; that is the only difference.
 */
export function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a === b) continue;
    if (isSurrogate(a) !== isSurrogate(b)) return isSurrogate(a) ? 1 : -1;
    return a - b;
  }
  return left.length - right.length;
}

/** A sorted copy, by code point. */
export function sortedByCodePoint(texts: Iterable<string>): string[] {
  return [...texts].sort(compareCodePoints);
}
