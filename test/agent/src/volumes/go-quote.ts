const ESCAPES: Record<string, string> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\u000b': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

/** Go's `%q` (strconv.Quote) of a string: what the kubelet writes for values of downward-API maps. */
export function goQuote(text: string): string {
  let result = '"';
  for (const character of text) {
    const known = ESCAPES[character];
    const code = character.codePointAt(0) ?? 0;
    if (known !== undefined) result += known;
    else if (code < 0x20 || code === 0x7f) result += `\\x${hex(code, 2)}`;
    // Printable in Go: letters, marks, numbers, punctuation, symbols and the plain space.
    else if (character === ' ' || /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character)) result += character;
    else result += code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  }
  return `${result}"`;
}
