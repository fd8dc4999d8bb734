const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Behind the blanks that JSON allows within a line. */
export function blanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at += 1;
  return at;
}

/** Place of the quote that closes a text of plain ASCII without escapes whose first character is at `from`; -1 when it is another text. */
export function closingQuote(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) return at;
    // The end of the bytes is none of these either.
    if (!(byte >= 0x20 && byte <= 0x7e) || byte === BACKSLASH) return -1;
    at += 1;
  }
}

/** Characters of ASCII bytes. */
export function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at] as number);
  return text;
}

/** Whether `word` stands at `at`, and a quote behind it. */
export function isQuoted(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index += 1) if (bytes[at + index] !== word[index]) return false;
  return bytes[at + word.length] === QUOTE;
}

const NULL = [0x6e, 0x75, 0x6c, 0x6c];
const TRUE = [0x74, 0x72, 0x75, 0x65];
const FALSE = [0x66, 0x61, 0x6c, 0x73, 0x65];

/** End of the literal `null` at `at`, or -1. */
export function nullEnd(bytes: Uint8Array, at: number): number {
  return wordEnd(bytes, at, NULL);
}

/** End of the literal `null`, `true` or `false` at `at`, or -1. */
export function literalEnd(bytes: Uint8Array, at: number): number {
  return wordEnd(bytes, at, bytes[at] === 0x74 ? TRUE : bytes[at] === 0x66 ? FALSE : NULL);
}

function wordEnd(bytes: Uint8Array, at: number, word: readonly number[]): number {
  for (let index = 0; index < word.length; index += 1) if (bytes[at + index] !== word[index]) return -1;
  return at + word.length;
}
