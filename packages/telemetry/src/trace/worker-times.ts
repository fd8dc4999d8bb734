import { middle } from '@modekeeper/engine';
import { blanks } from './ascii.ts';
import type { DecimalReader } from './decimal.ts';
import { Figure } from './figures.ts';

const COMMA = 0x2c;
const CLOSE = 0x5d;
/** Above it the library sorts faster than insertion does. */
const FEW = 24;
const MOST = 4_096;

/** Reads the step times of a sample's workers. */
export class WorkerTimes {
  readonly #decimal: DecimalReader;
  readonly #times = new Float64Array(MOST);
  #count = 0;
  #is_usable = true;

  constructor(decimal: DecimalReader) {
    this.#decimal = decimal;
  }

  clear(): void {
    this.#count = 0;
    this.#is_usable = true;
  }

  /** Puts slowest and median into figures; of workers that are not all above 0, or of none, the sample's own step time. */
  fill(values: Float64Array): void {
    const times = this.#times;
    const count = this.#count;
    if (count === 0 || !this.#is_usable) {
      values[Figure.slowest_ms] = values[Figure.latency_ms] as number;
      values[Figure.typical_ms] = values[Figure.latency_ms] as number;
      return;
    }
    values[Figure.slowest_ms] = times[count - 1] as number;
    values[Figure.typical_ms] = middle(times[(count - 1) >> 1] as number, times[count >> 1] as number);
  }

  /** Reads the list behind its bracket; answers its end, or -1 when it holds something else than numbers, or very many. */
  read(bytes: Uint8Array, from: number): number {
    let at = blanks(bytes, from);
    if (bytes[at] === CLOSE) return at + 1;
    for (;;) {
      const end = this.#decimal.read(bytes, at);
      if (end === -1 || this.#count === MOST || !this.#add()) return -1;
      at = blanks(bytes, end);
      if (bytes[at] === CLOSE) break;
      if (bytes[at] !== COMMA) return -1;
      at = blanks(bytes, at + 1);
    }
    if (this.#count > FEW) this.#times.subarray(0, this.#count).sort();
    return at + 1;
  }

  /** Puts the time that was read in its place; false when it is none. */
  #add(): boolean {
    const time = this.#decimal.value[0] as number;
    if (Number.isNaN(time)) return false;
    if (time <= 0) this.#is_usable = false;
    const times = this.#times;
    let place = this.#count;
    if (place < FEW) {
      while (place > 0 && (times[place - 1] as number) > time) {
        times[place] = times[place - 1] as number;
        place -= 1;
      }
    }
    times[place] = time;
    this.#count += 1;
    return true;
  }
}
