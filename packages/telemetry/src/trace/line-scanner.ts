import { timestampOf } from '../fields/timestamp.ts';
import { blanks, nullEnd } from './ascii.ts';
import { DecimalReader } from './decimal.ts';
import { FIELD_OF_KEY, Field, NUMBER_FIELDS } from './fields.ts';
import { Figure, type Figures } from './figures.ts';
import { KeyMemo } from './key-memo.ts';
import { skipValue } from './skip-value.ts';
import { TextMemo } from './text-memo.ts';
import { TextTime } from './text-time.ts';
import { WorkerTimes } from './worker-times.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Reads the figures of a JSON line from its bytes. It takes only what ordinary traces hold, plain ASCII without escapes; whatever else a
 * line has is left to the strict parser, which alone decides what is no sample. Where it takes a line, both say the same.
 */
export class LineScanner {
  readonly #keys = new KeyMemo(FIELD_OF_KEY);
  readonly #decimal = new DecimalReader();
  readonly #time = new TextTime();
  readonly #workers = new WorkerTimes(this.#decimal);
  readonly #nodes = new TextMemo();
  readonly #models = new TextMemo();
  readonly #numbers = new Float64Array(NUMBER_FIELDS);
  #seen = 0;
  #node: string | null = null;
  #model: string | null = null;

  /**
   * Reads the line that begins at `from`; `figures` holds what it says. Answers where it ends, or -1 when the line is not taken. It never
   * reads past a byte that no JSON line has: what ends the line, or the zero behind the last.
   */
  scan(bytes: Uint8Array, from: number, figures: Figures): number {
    let at = blanks(bytes, from);
    if (bytes[at] !== OPEN_OBJECT) return -1;
    this.#reset();
    for (let place = 0; ; place += 1) {
      at = blanks(bytes, at + 1);
      if (bytes[at] !== QUOTE) return -1;
      const field = this.#keys.read(bytes, at + 1, place);
      if (field === -1) return -1;
      at = blanks(bytes, this.#keys.end);
      if (bytes[at] !== COLON) return -1;
      at = this.#value(bytes, blanks(bytes, at + 1), field);
      if (at === -1) return -1;
      at = blanks(bytes, at);
      if (bytes[at] === COMMA) continue;
      return bytes[at] === CLOSE_OBJECT && this.#finish(figures) ? blanks(bytes, at + 1) : -1;
    }
  }

  #reset(): void {
    const numbers = this.#numbers;
    for (let field = 0; field < NUMBER_FIELDS; field += 1) numbers[field] = Number.NaN;
    this.#workers.clear();
    this.#seen = 0;
    this.#node = null;
    this.#model = null;
  }

  /** Reads a value; answers its end, or -1 for one that is not ordinary. A null says as little as no value. */
  #value(bytes: Uint8Array, at: number, field: number): number {
    if (field === Field.other) return skipValue(bytes, at, this.#decimal, 0);
    // Of two names of one field the order of names decides, of one key twice the last.
    const bit = 1 << field;
    if ((this.#seen & bit) !== 0) return -1;
    this.#seen |= bit;
    if (field === Field.ts) return this.#timestamp(bytes, at);
    if (field < NUMBER_FIELDS) return this.#number(bytes, at, field);
    if (field === Field.workers && bytes[at] === OPEN_LIST) return this.#workers.read(bytes, at + 1);
    if (field === Field.workers || bytes[at] !== QUOTE) return nullEnd(bytes, at);
    const memo = field === Field.node ? this.#nodes : this.#models;
    const end = memo.read(bytes, at + 1);
    if (field === Field.node) this.#node = memo.text;
    else this.#model = memo.text;
    return end;
  }

  #timestamp(bytes: Uint8Array, at: number): number {
    if (bytes[at] === QUOTE) {
      this.#numbers[Field.ts] = this.#time.read(bytes, at + 1);
      return this.#time.end;
    }
    const end = this.#decimal.read(bytes, at);
    this.#numbers[Field.ts] = timestampOf(this.#decimal.value[0]) ?? Number.NaN;
    return end;
  }

  #number(bytes: Uint8Array, at: number, field: number): number {
    const end = this.#decimal.read(bytes, at);
    if (end === -1) return nullEnd(bytes, at);
    const number = this.#decimal.value[0] as number;
    if (Number.isNaN(number)) return -1;
    const is_ordinal = field >= Field.step;
    if (!is_ordinal || (this.#decimal.is_integer && Number.isSafeInteger(number) && (field === Field.step || number >= 0)))
      this.#numbers[field] = number + 0;
    return end;
  }

  /** False when the record lacks what a sample needs. */
  #finish(figures: Figures): boolean {
    const numbers = this.#numbers;
    const { values } = figures;
    const latency_ms = numbers[Field.step_time] as number;
    const throughput = numbers[Field.throughput] as number;
    if (!(latency_ms > 0) || Number.isNaN(numbers[Field.ts] as number)) return false;
    values[Figure.timestamp_ms] = numbers[Field.ts] as number;
    values[Figure.latency_ms] = latency_ms;
    values[Figure.loss] = numbers[Field.loss] as number;
    values[Figure.throughput] = Number.isNaN(throughput) ? 0 : Math.max(throughput, 0);
    this.#workers.fill(values);
    values[Figure.gpu_util_pct] = numbers[Field.gpu_util] as number;
    this.#fillMemory(values);
    values[Figure.step] = numbers[Field.step] as number;
    values[Figure.rank] = numbers[Field.rank] as number;
    figures.node = this.#node;
    figures.gpu_model = this.#model;
    return true;
  }

  #fillMemory(values: Float64Array): void {
    const numbers = this.#numbers;
    const total = numbers[Field.mem_total] as number;
    let share = numbers[Field.gpu_mem] as number;
    if (Number.isNaN(share) && total > 0) {
      const derived = ((numbers[Field.mem_used] as number) / total) * 100;
      if (Number.isFinite(derived)) share = derived + 0;
    }
    values[Figure.gpu_mem_util_pct] = share;
  }
}
