/** Reproducible chance: the same seed gives the same run. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** In [0, 1). Generator mulberry32 (public domain, Tommy Ettinger). */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => Math.floor(this.fraction() * 256));

  between(low: number, high: number): number {
    return low + this.fraction() * (high - low);
  }

  happens(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(options: readonly T[]): T {
    return options[Math.floor(this.fraction() * options.length)] as T;
  }
}
