import { Figure, type Figures, printOf } from './figures.ts';
import { type PlainTotals, Totals } from './totals.ts';

/** Samples in columns. The bit `LATE` of a print says that the sample came after one with a later timestamp. */
export type Columns = {
  timestamps: Float64Array<ArrayBuffer>;
  latencies: Float64Array<ArrayBuffer>;
  /** NaN: no loss. */
  losses: Float64Array<ArrayBuffer>;
  /** Where the line begins in the trace. */
  offsets: Float64Array<ArrayBuffer>;
  prints: Uint32Array<ArrayBuffer>;
};
export const LATE = 0x8000_0000;

/** What became of the lines of a segment: its samples in input order, and counts. */
export type Block = {
  columns: Columns;
  /** How to read the columns by time, equal times in input order; null: as they stand. */
  order: Uint32Array<ArrayBuffer> | null;
  totals: PlainTotals;
  rows: number;
  dropped: Record<'invalid_json' | 'invalid_shape' | 'missing_fields', number>;
};

/** What segments are gathered in, one after the other. */
export class Gathering {
  readonly totals = new Totals();
  columns = newColumns(1_024);
  room = 1_024;

  grow(): void {
    this.columns = copied(this.columns, this.room, this.room * 2);
    this.room *= 2;
  }
}

/** Gathers the samples of a segment; what they are gathered in is the next segment's afterwards. */
export class BlockBuilder {
  readonly dropped: Block['dropped'] = { invalid_json: 0, invalid_shape: 0, missing_fields: 0 };
  /** Rows without a sample. */
  other_rows = 0;
  readonly #gathering: Gathering;
  #count = 0;
  #latest_ms = Number.NEGATIVE_INFINITY;
  #is_sorted = true;

  constructor(gathering: Gathering) {
    this.#gathering = gathering;
    gathering.totals.clear();
  }

  add(figures: Figures, offset: number): void {
    const at = this.#count;
    if (at === this.#gathering.room) this.#gathering.grow();
    const { latencies, losses, offsets, prints, timestamps } = this.#gathering.columns;
    const { values } = figures;
    const timestamp_ms = values[Figure.timestamp_ms] as number;
    timestamps[at] = timestamp_ms;
    latencies[at] = values[Figure.latency_ms] as number;
    losses[at] = values[Figure.loss] as number;
    offsets[at] = offset;
    prints[at] = printOf(figures);
    this.#count = at + 1;
    if (timestamp_ms < this.#latest_ms) this.#is_sorted = false;
    else this.#latest_ms = timestamp_ms;
    this.#gathering.totals.add(figures);
  }

  finish(): Block {
    const count = this.#count;
    const columns = copied(this.#gathering.columns, count, count);
    const order = this.#is_sorted ? null : orderOf(columns.timestamps);
    return { columns, order, totals: this.#gathering.totals.plain(), rows: count + this.other_rows, dropped: this.dropped };
  }
}

export function newColumns(count: number): Columns {
  return {
    timestamps: new Float64Array(count),
    latencies: new Float64Array(count),
    losses: new Float64Array(count),
    offsets: new Float64Array(count),
    prints: new Uint32Array(count),
  };
}

function copied(from: Columns, used: number, count: number): Columns {
  const to = newColumns(count);
  to.timestamps.set(from.timestamps.subarray(0, used));
  to.latencies.set(from.latencies.subarray(0, used));
  to.losses.set(from.losses.subarray(0, used));
  to.offsets.set(from.offsets.subarray(0, used));
  to.prints.set(from.prints.subarray(0, used));
  return to;
}

/** The memory of columns, to hand it from one thread to another. */
export function buffersOf({ columns, order }: Block): ArrayBuffer[] {
  const { latencies, losses, offsets, prints, timestamps } = columns;
  const all = [timestamps.buffer, latencies.buffer, losses.buffer, offsets.buffer, prints.buffer];
  return order === null ? all : [...all, order.buffer];
}

function orderOf(timestamps: Float64Array): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from(timestamps.keys());
  return order.sort((left, right) => (timestamps[left] as number) - (timestamps[right] as number) || left - right);
}
