import { bytesOf, type Spill } from './spill.ts';

/** Numbers at once in memory when the others are not. */
const CHUNK_NUMBERS = 4_096;

/** Numbers in the order in which they were added, in memory or spilled. */
export class NumberSequence {
  length = 0;
  readonly #spill: Spill | null;
  readonly #chunks: Float64Array[] = [];
  /** Where the chunks lie that were spilled. */
  readonly #positions: number[] = [];
  #open = new Float64Array(CHUNK_NUMBERS);
  #read = -1;
  readonly #page: Float64Array;

  constructor(spill: Spill | null) {
    this.#spill = spill;
    this.#page = new Float64Array(spill === null ? 0 : CHUNK_NUMBERS);
  }

  push(value: number): void {
    const at = this.length % CHUNK_NUMBERS;
    this.#open[at] = value;
    this.length += 1;
    if (at === CHUNK_NUMBERS - 1) this.#close();
  }

  /** The number at a place. @throws RangeError when there is none */
  at(index: number): number {
    if (index < 0 || index >= this.length) throw new RangeError(`there is no number at ${index}`);
    return this.#chunk(Math.trunc(index / CHUNK_NUMBERS))[index % CHUNK_NUMBERS] as number;
  }

  /** The numbers from one place up to another, in pieces; a piece holds until the next is asked for. */
  *pieces(from = 0, to = this.length): Generator<Float64Array> {
    for (let at = from; at < to; ) {
      const within = at % CHUNK_NUMBERS;
      const count = Math.min(to - at, CHUNK_NUMBERS - within);
      yield this.#chunk(Math.trunc(at / CHUNK_NUMBERS)).subarray(within, within + count);
      at += count;
    }
  }

  /** The same one by one. */
  *values(from = 0, to = this.length): Generator<number> {
    for (const piece of this.pieces(from, to)) yield* piece;
  }

  #close(): void {
    if (this.#spill === null) {
      this.#chunks.push(this.#open);
      this.#open = new Float64Array(CHUNK_NUMBERS);
    } else this.#positions.push(this.#spill.append(bytesOf(this.#open)));
  }

  #chunk(index: number): Float64Array {
    const whole = Math.trunc(this.length / CHUNK_NUMBERS);
    if (index === whole) return this.#open;
    if (this.#spill === null) return this.#chunks[index] as Float64Array;
    if (this.#read !== index) this.#spill.read(this.#positions[index] as number, bytesOf(this.#page));
    this.#read = index;
    return this.#page;
  }
}
