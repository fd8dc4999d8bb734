import { asciiText, closingQuote, isQuoted } from './ascii.ts';
import { Field } from './fields.ts';

/** Reads the keys of records. Lines of a trace mostly have the same keys in the same places, so that one comparison tells. */
export class KeyMemo {
  /** Behind the key's quote. */
  end = 0;
  readonly #fields: ReadonlyMap<string, number>;
  readonly #known: { bytes: Uint8Array; field: number }[] = [];

  constructor(fields: ReadonlyMap<string, number>) {
    this.#fields = fields;
  }

  /** Field of the key whose first character is at `from`, the record's key number `place`; -1 when it is not plain ASCII. */
  read(bytes: Uint8Array, from: number, place: number): number {
    const known = this.#known[place];
    if (known !== undefined && isQuoted(bytes, from, known.bytes)) {
      this.end = from + known.bytes.length + 1;
      return known.field;
    }
    const end = closingQuote(bytes, from);
    if (end === -1) return -1;
    const field = this.#fields.get(asciiText(bytes, from, end)) ?? Field.other;
    // A record of very many keys is not remembered beyond its first.
    if (place < 64) this.#known[place] = { bytes: bytes.slice(from, end), field };
    this.end = end + 1;
    return field;
  }
}
