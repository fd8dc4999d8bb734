/** Something wrong with the writing, with its place in the text. */
export type JsonFlaw = { readonly start: number; readonly end: number; readonly message: string };

/** More than anybody reads; a text that is no JSON at all would make one at every word. */
const MOST_FLAWS = 500;
const BLANKS = /[ \t\n\r]*/y;
const WORD = /[^\s,:[\]{}"]*/y;
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
// Up to a quote, an escape or a control character. JSON forbids the raw ones below U+0020 only; the loop goes on at the others.
const PLAIN = /[^"\\\p{Cc}]*/uy;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** A place in a text that only moves forward, and what was found wrong on the way. */
export class TextCursor {
  readonly text: string;
  readonly flaws: JsonFlaw[] = [];
  at = 0;
  #givenUp = false;

  constructor(text: string) {
    this.text = text;
  }

  flaw(start: number, end: number, message: string): void {
    if (!this.#givenUp && this.flaws.length < MOST_FLAWS) this.flaws.push({ start, end, message });
  }

  /** Goes to the end; what is then missing is no news. */
  giveUp(): void {
    this.at = this.text.length;
    this.#givenUp = true;
  }

  peek(): string | undefined {
    return this.text[this.at];
  }

  skipBlanks(): void {
    this.#match(BLANKS);
  }

  accept(char: string): boolean {
    this.skipBlanks();
    if (this.peek() !== char) return false;
    this.at += 1;
    return true;
  }

  /** Everything up to a blank or a mark of JSON; may be empty. */
  readWord(): string {
    return this.#match(WORD);
  }

  asNumber(word: string): number | null {
    if (!NUMBER.test(word)) return null;
    const value = Number(word);
    return value === 0 ? 0 : value;
  }

  /** A text in double quotes. One that is not closed ends at its line. */
  readText(): string {
    const start = this.at;
    this.at += 1;
    for (;;) {
      this.#match(PLAIN);
      const char = this.peek();
      if (char === '"') break;
      if (char === undefined || char === '\n' || char === '\r') {
        this.flaw(start, this.at, 'This text is not closed: a double quote is missing.');
        return this.text.slice(start + 1, this.at);
      }
      const place = this.at;
      if (char > '\u001f' && char !== '\\') {
        this.at += 1;
        continue;
      }
      if (char === '\\' && this.#match(ESCAPE) !== '') continue;
      this.at = Math.min(place + (char === '\\' ? 2 : 1), this.text.length);
      this.flaw(place, this.at, char === '\\' ? 'This escape is unknown.' : 'A raw control character stands here.');
    }
    this.at += 1;
    return this.#decode(start);
  }

  #decode(start: number): string {
    const raw = this.text.slice(start, this.at);
    let value: string;
    try {
      value = JSON.parse(raw);
    } catch (_alreadyNoted) {
      return raw.slice(1, -1);
    }
    if (!value.isWellFormed()) this.flaw(start, this.at, 'This text holds half a character (a lone surrogate).');
    return value;
  }

  /** The items between two brackets; `readItem` answers false when it could not move on. */
  readList(opening: string, closing: string, readItem: () => boolean): void {
    const start = this.at;
    this.at += 1;
    if (this.accept(closing)) return;
    for (;;) {
      this.skipBlanks();
      const item_start = this.at;
      if (!readItem() && this.at === item_start && !this.#skipStray(closing)) break;
      if (this.accept(closing)) return;
      const end = this.at;
      if (this.accept(',')) {
        if (!this.accept(closing)) continue;
        this.flaw(this.text.lastIndexOf(',', this.at - 2), this.at - 1, 'Nothing follows this comma; take it out.');
        return;
      }
      if (this.at >= this.text.length || '}]'.includes(this.peek() ?? '')) break;
      this.flaw(end, end + 1, 'A comma is missing before this.');
    }
    this.flaw(start, start + 1, `This ${opening} is never closed: ${closing} is missing.`);
  }

  /** One mark that stands where it cannot; false at the end of what encloses it. */
  #skipStray(closing: string): boolean {
    const char = this.peek();
    if (char === undefined || char === closing || char === '}' || char === ']') return false;
    if (char !== ',') this.at += 1;
    return true;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}
