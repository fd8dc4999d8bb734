import { asciiText, closingQuote, isQuoted } from './ascii.ts';

const REMEMBERED = 8;
const BLANK = 0x20;

type Known = { bytes: Uint8Array; text: string };

/** Reads texts that come again and again, such as names of nodes, without making them anew each time. */
export class TextMemo {
  /** What was read: null for an empty text. */
  text: string | null = null;
  readonly #known: Known[] = [];
  #next = 0;

  /** Reads the text whose first character is at `from`; answers the place behind its quote, or -1 when it is not plain ASCII, or has blanks at its ends. */
  read(bytes: Uint8Array, from: number): number {
    for (let index = 0; index < this.#known.length; index += 1) {
      const { bytes: word, text } = this.#known[index] as Known;
      if (!isQuoted(bytes, from, word)) continue;
      this.text = text;
      return from + word.length + 1;
    }
    const end = closingQuote(bytes, from);
    if (end === -1) return -1;
    this.text = null;
    if (end === from) return end + 1;
    if (bytes[from] === BLANK || bytes[end - 1] === BLANK) return -1;
    this.text = asciiText(bytes, from, end);
    this.#known[this.#next] = { bytes: bytes.slice(from, end), text: this.text };
    this.#next = (this.#next + 1) % REMEMBERED;
    return end + 1;
  }
}
