/** Two words of a double, by their weight whatever the machine's byte order. */
const FLOAT = new Float64Array(1);
const WORDS = new Uint32Array(FLOAT.buffer);
const [LOW, HIGH] = new Uint32Array(Float64Array.of(1).buffer)[1] === 0 ? [1, 0] : [0, 1];
/** Low words are below 2^32: as many of them as this add up without rounding. */
const FOLD_EVERY = 2 ** 20;
const EXPONENTS = 2_047;

/**
 * Exact sum of finite doubles, in any order. One slot for each exponent holds the sums of the
 * mantissas' halves, so that adding costs a few instructions; they are folded into one big integer now and then.
 */
export class ExactSum {
  readonly #low = new Float64Array(EXPONENTS);
  readonly #high = new Float64Array(EXPONENTS);
  #least = EXPONENTS;
  #most = 0;
  #pending = 0;
  #total = 0n;

  /** @throws RangeError for NaN and infinities */
  add(value: number): void {
    FLOAT[0] = value;
    this.addWords(WORDS, 0);
  }

  /** The same for the double whose two words stand at `at`, and `at + 1`. */
  addWords(words: Uint32Array, at: number): void {
    const low = words[at + LOW] as number;
    const high = words[at + HIGH] as number;
    const biased = (high >>> 20) & 0x7ff;
    if (biased === EXPONENTS) throw new RangeError('an exact sum takes finite values');
    const top = biased === 0 ? high & 0xfffff : (high & 0xfffff) | 0x100000;
    // Subnormals have the exponent of the smallest normal doubles.
    const slot = biased === 0 ? 1 : biased;
    const sign = high >>> 31 === 0 ? 1 : -1;
    this.#low[slot] = (this.#low[slot] as number) + sign * low;
    this.#high[slot] = (this.#high[slot] as number) + sign * top;
    if (slot < this.#least) this.#least = slot;
    if (slot > this.#most) this.#most = slot;
    this.#pending += 1;
    if (this.#pending === FOLD_EVERY) this.#fold();
  }

  /** The sum in units of 2^-1074, of which every double is a whole multiple. */
  total(): bigint {
    this.#fold();
    return this.#total;
  }

  clear(): void {
    this.#fold();
    this.#total = 0n;
  }

  #fold(): void {
    for (let slot = this.#least; slot <= this.#most; slot += 1) {
      const [high, low] = [this.#high[slot] as number, this.#low[slot] as number];
      if (high !== 0 || low !== 0) this.#total += ((BigInt(high) << 32n) + BigInt(low)) << BigInt(slot - 1);
      this.#high[slot] = 0;
      this.#low[slot] = 0;
    }
    this.#least = EXPONENTS;
    this.#most = 0;
    this.#pending = 0;
  }
}
