import { type Block, type Columns, LATE, newColumns } from './block.ts';
import { bytesOf, type Spill } from './spill.ts';
import { added, NO_TOTALS, type PlainTotals } from './totals.ts';

/** Samples of a spilled block that are in memory at once. */
const PAGE_SAMPLES = 4_096;

type Stored = { count: number; columns: Columns | null; position: number };
/** Blocks side by side, so that all of it is sorted by time; equal times in input order. */
export type Run = readonly Stored[];

/** The blocks of a trace in input order, each sorted by time; in memory up to a number of samples, beyond that all of them spilled. */
export class BlockStore {
  /** Of all samples, repetitions too. */
  totals: PlainTotals = NO_TOTALS;
  readonly dropped = { invalid_json: 0, invalid_shape: 0, missing_fields: 0 };
  rows = 0;
  samples = 0;
  /** Samples that came after one with a later timestamp, repetitions too. */
  late = 0;
  /** Where blocks go that do not fit. Null as long as they do. */
  spill: Spill | null = null;
  earliest_ms = Number.POSITIVE_INFINITY;
  latest_ms = Number.NEGATIVE_INFINITY;
  readonly #max_samples: number;
  readonly #makeSpill: (store: BlockStore) => Spill;
  readonly #runs: Stored[][] = [];
  #run_end_ms = Number.NEGATIVE_INFINITY;

  constructor(options: { max_samples: number; makeSpill: (store: BlockStore) => Spill }) {
    this.#max_samples = options.max_samples;
    this.#makeSpill = options.makeSpill;
  }

  /** Takes the next block of the trace. */
  add({ columns, dropped, order, rows, totals }: Block): void {
    this.rows += rows;
    for (const reason of Object.keys(dropped) as (keyof typeof dropped)[]) this.dropped[reason] += dropped[reason];
    const { timestamps } = columns;
    const count = timestamps.length;
    if (count === 0) return;
    this.totals = added(this.totals, totals);
    this.samples += count;
    this.#markLate(columns);
    const sorted = order === null ? columns : arranged(columns, order);
    const first_ms = sorted.timestamps[0] as number;
    if (first_ms < this.earliest_ms) this.earliest_ms = first_ms;
    const stored = { count, columns: sorted, position: -1 };
    const run = this.#runs.at(-1);
    if (run === undefined || first_ms < this.#run_end_ms) this.#runs.push([stored]);
    else run.push(stored);
    this.#run_end_ms = sorted.timestamps[count - 1] as number;
    if (this.spill === null && this.samples > this.#max_samples) {
      this.spill = this.#makeSpill(this);
      for (const block of this.#runs.flat()) this.#write(block, this.spill);
    } else if (this.spill !== null) this.#write(stored, this.spill);
  }

  get runs(): readonly Run[] {
    return this.#runs;
  }

  /** Columns of a block, a page after the other. What was in memory is let go of. */
  *pages(block: Stored): Generator<Columns> {
    const { columns, count, position } = block;
    if (columns !== null) {
      block.columns = null;
      yield columns;
      release(columns);
      return;
    }
    for (let at = 0; at < count; at += PAGE_SAMPLES) {
      const page = newColumns(Math.min(PAGE_SAMPLES, count - at));
      let column_at = position;
      for (const column of listed(page)) {
        this.spill?.read(column_at + at * column.BYTES_PER_ELEMENT, bytesOf(column));
        column_at += count * column.BYTES_PER_ELEMENT;
      }
      yield page;
    }
  }

  #markLate({ prints, timestamps }: Columns): void {
    let latest_ms = this.latest_ms;
    for (let at = 0; at < timestamps.length; at += 1) {
      const timestamp_ms = timestamps[at] as number;
      if (timestamp_ms < latest_ms) {
        prints[at] = (prints[at] as number) | LATE;
        this.late += 1;
      } else latest_ms = timestamp_ms;
    }
    this.latest_ms = latest_ms;
  }

  #write(block: Stored, spill: Spill): void {
    const { columns } = block;
    if (columns === null) return;
    const [first, ...others] = listed(columns);
    block.position = spill.append(bytesOf(first as Float64Array));
    for (const column of others) spill.append(bytesOf(column));
    block.columns = null;
    release(columns);
  }
}

function listed({
  latencies,
  losses,
  offsets,
  prints,
  timestamps,
}: Columns): (Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>)[] {
  return [timestamps, latencies, losses, offsets, prints];
}

/** Gives the memory back at once, not when the collector comes by. */
function release(columns: Columns): void {
  for (const { buffer } of listed(columns)) buffer.transfer(0);
}

function arranged(columns: Columns, order: Uint32Array): Columns {
  const from = listed(columns);
  const sorted = newColumns(order.length);
  for (const [index, column] of listed(sorted).entries()) {
    const source = from[index] as Float64Array;
    for (let at = 0; at < order.length; at += 1) column[at] = source[order[at] as number] as number;
  }
  return sorted;
}
