import { timestampOf } from '../fields/timestamp.ts';
import { asciiText, closingQuote } from './ascii.ts';

const ZERO = 0x30;
/** Characters of `2026-01-02T03:04:`. */
const MINUTE_LENGTH = 17;
const LONGEST = 64;

/** Reads timestamps that are texts. Lines of one minute share the reading of the calendar. */
export class TextTime {
  /** Behind the text's quote; -1 when the text is not plain ASCII. */
  end = 0;
  readonly #minute = new Uint8Array(MINUTE_LENGTH);
  #minute_us = Number.NaN;

  /** Epoch milliseconds of the text whose first character is at `from`; NaN when it is none. */
  read(bytes: Uint8Array, from: number): number {
    const quote = closingQuote(bytes, from);
    this.end = quote === -1 ? -1 : quote + 1;
    if (quote === -1 || quote - from > LONGEST) return Number.NaN;
    const ms = this.#ordinary(bytes, from, quote);
    return Number.isNaN(ms) ? (timestampOf(asciiText(bytes, from, quote)) ?? Number.NaN) : ms;
  }

  /** The same for `YYYY-MM-DDThh:mm:ss`, with or without fraction and `Z`; NaN for another one. */
  #ordinary(bytes: Uint8Array, from: number, quote: number): number {
    let at = from + MINUTE_LENGTH;
    if (quote < at + 2 || !this.#isSameMinute(bytes, from)) return Number.NaN;
    const [tens, ones] = [(bytes[at] as number) - ZERO, (bytes[at + 1] as number) - ZERO];
    if (tens < 0 || tens > 5 || ones < 0 || ones > 9) return Number.NaN;
    at += 2;
    let fraction_us = 0;
    if (bytes[at] === 0x2e) {
      const first = at + 1;
      let weight = 100_000;
      for (at = first; at < quote; at += 1) {
        const digit = (bytes[at] as number) - ZERO;
        if (digit < 0 || digit > 9) break;
        fraction_us += digit * weight;
        weight = Math.trunc(weight / 10);
      }
      if (at === first) return Number.NaN;
    }
    if (bytes[at] === 0x5a) at += 1;
    if (at !== quote) return Number.NaN;
    // As `timestampOf` has it: whole microseconds, divided once, cut.
    return Math.trunc(((this.#minute_us + (tens * 10 + ones) * 1e6 + fraction_us) / 1e6) * 1000) + 0;
  }

  #isSameMinute(bytes: Uint8Array, from: number): boolean {
    let index = 0;
    while (index < MINUTE_LENGTH && bytes[from + index] === this.#minute[index]) index += 1;
    if (index < MINUTE_LENGTH) this.#learn(bytes, from);
    return !Number.isNaN(this.#minute_us);
  }

  #learn(bytes: Uint8Array, from: number): void {
    this.#minute.set(bytes.subarray(from, from + MINUTE_LENGTH));
    const text = asciiText(bytes, from, from + MINUTE_LENGTH);
    const is_ordinary = /^\d{4}-\d\d-\d\dT\d\d:\d\d:$/.test(text);
    this.#minute_us = is_ordinary ? (timestampOf(`${text}00Z`) ?? Number.NaN) * 1000 : Number.NaN;
  }
}
