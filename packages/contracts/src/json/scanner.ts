import { ModeKeeperError } from '../error.ts';
import type { JsonObject, JsonValue } from './value.ts';

/** One number of the text: its token as written and where it stands (path of keys and indexes). */
export type NumberToken = { token: string; path: readonly (string | number)[]; safe_integer: boolean };
export type NumberRule = 'safe_integers' | 'finite' | 'unchecked';
export type ScannerOptions = {
  numbers: NumberRule;
  max_depth: number;
  onNumber?: ((number: NumberToken) => void) | undefined;
};

const BLANKS = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const INTEGER = /^-?[0-9]+$/;
// Everything up to the closing quote, an escape, or a control character (which JSON forbids raw).
// biome-ignore lint/suspicious/noControlCharactersInRegex: raw control characters are what it must stop at
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const HEX4 = /[0-9a-fA-F]{4}/y;
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Recursive-descent reader of one JSON text; its depth is bounded by `max_depth`. Use `strictParse`. */
export class JsonScanner {
  private readonly text: string;
  private readonly options: ScannerOptions;
  private readonly path: (string | number)[] = [];
  private at = 0;

  constructor(text: string, options: ScannerOptions) {
    this.text = text;
    this.options = options;
  }

  parseDocument(): JsonValue {
    const value = this.parseValue();
    this.skipBlanks();
    if (this.at < this.text.length) this.refuse('there is text after the end of the value');
    return value;
  }

  private parseValue(): JsonValue {
    this.skipBlanks();
    switch (this.text[this.at]) {
      case '{':
        return this.nested(() => this.parseObject());
      case '[':
        return this.nested(() => this.parseArray());
      case '"':
        return this.parseString();
      case 't':
        return this.literal('true', true);
      case 'f':
        return this.literal('false', false);
      case 'n':
        return this.literal('null', null);
      default:
        return this.parseNumber();
    }
  }

  private nested(parse: () => JsonValue): JsonValue {
    // Each open container has put one entry on the path.
    if (this.path.length >= this.options.max_depth) this.refuse(`it is nested deeper than ${this.options.max_depth} levels`);
    this.at += 1;
    return parse();
  }

  private parseObject(): JsonObject {
    const object: JsonObject = {};
    if (this.accept('}')) return object;
    do {
      this.skipBlanks();
      if (this.text[this.at] !== '"') this.refuse('a key in double quotes is missing');
      const key = this.parseString();
      if (Object.hasOwn(object, key)) this.refuse(`the key ${JSON.stringify(key)} stands twice in one object`);
      if (!this.accept(':')) this.refuse('a colon is missing after a key');
      this.path.push(key);
      // defineProperty: an assignment to `__proto__` would set the prototype instead of a member.
      Object.defineProperty(object, key, { value: this.parseValue(), enumerable: true, configurable: true, writable: true });
      this.path.pop();
    } while (this.accept(','));
    if (!this.accept('}')) this.refuse('a comma or closing brace is missing');
    return object;
  }

  private parseArray(): JsonValue[] {
    const items: JsonValue[] = [];
    if (this.accept(']')) return items;
    do {
      this.path.push(items.length);
      items.push(this.parseValue());
      this.path.pop();
    } while (this.accept(','));
    if (!this.accept(']')) this.refuse('a comma or closing bracket is missing');
    return items;
  }

  private parseString(): string {
    this.at += 1;
    let value = '';
    for (;;) {
      value += this.match(PLAIN) ?? '';
      const char = this.text[this.at];
      this.at += 1;
      if (char === '"') break;
      if (char !== '\\') this.refuse(char === undefined ? 'a text is not closed' : 'a text holds a raw control character');
      value += this.parseEscape();
    }
    if (!value.isWellFormed()) this.refuse('a text holds a lone surrogate');
    return value;
  }

  private parseEscape(): string {
    const char = this.text[this.at] ?? '';
    this.at += 1;
    if (char === 'u') {
      const digits = this.match(HEX4);
      if (digits === null) return this.refuse('\\u needs four hex digits');
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    return Object.hasOwn(SHORT_ESCAPES, char) ? (SHORT_ESCAPES[char] ?? '') : this.refuse('a text holds an unknown escape');
  }

  private parseNumber(): number {
    const token = this.match(NUMBER);
    if (token === null) return this.refuse(this.at >= this.text.length ? 'it ends too early' : 'a value is missing or misspelt');
    const value = Number(token);
    const safe_integer = INTEGER.test(token) && Number.isSafeInteger(value);
    if (this.options.numbers === 'safe_integers' && !safe_integer) this.refuse('a number is not a whole number within ±(2^53-1)');
    if (this.options.numbers === 'finite' && !Number.isFinite(value)) this.refuse('a number is too large');
    this.options.onNumber?.({ token, path: [...this.path], safe_integer });
    // -0 is 0 in canonical form; two values for one meaning would only differ in Object.is.
    return safe_integer && value === 0 ? 0 : value;
  }

  private literal<T extends boolean | null>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.refuse('a value is missing or misspelt');
    this.at += word.length;
    return value;
  }

  private accept(char: string): boolean {
    this.skipBlanks();
    if (this.text[this.at] !== char) return false;
    this.at += 1;
    return true;
  }

  private skipBlanks(): void {
    this.match(BLANKS);
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.at += found[0].length;
    return found[0];
  }

  private refuse(why: string): never {
    throw new ModeKeeperError({
      code: 'invalid_json',
      message: `The text is not acceptable JSON: ${why} (near character ${this.at}).`,
      hint: 'Correct the text at that place; duplicate keys, lone surrogates and deep nesting are refused on purpose.',
    });
  }
}
