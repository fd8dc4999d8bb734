import type { Columns } from './block.ts';
import type { BlockStore, Run } from './block-store.ts';

/** Samples `[from, to)` of columns. */
export type Span = { columns: Columns; from: number; to: number };

/** A run as far as it was read. */
class Cursor {
  readonly index: number;
  columns: Columns | null = null;
  at = 0;
  timestamp_ms = 0;
  readonly #pages: Iterator<Columns>;

  constructor(store: BlockStore, run: Run, index: number) {
    this.index = index;
    this.#pages = pagesOf(store, run);
    this.turn();
  }

  /** Goes on to the next page; `columns` is null behind the last. */
  turn(): void {
    const next = this.#pages.next();
    this.columns = next.done ? null : next.value;
    this.at = 0;
    this.timestamp_ms = this.columns?.timestamps[0] ?? 0;
  }

  isBefore(other: Cursor): boolean {
    return this.timestamp_ms < other.timestamp_ms || (this.timestamp_ms === other.timestamp_ms && this.index < other.index);
  }

  /** How far this page goes before it is another cursor's turn. */
  spanBefore(other: Cursor | undefined): Span {
    const columns = this.columns as Columns;
    const { timestamps } = columns;
    const from = this.at;
    let to = from + 1;
    if (other === undefined) to = timestamps.length;
    else {
      const last_ms = other.timestamp_ms;
      const has_ties = this.index < other.index;
      while (to < timestamps.length && ((timestamps[to] as number) < last_ms || (has_ties && timestamps[to] === last_ms)))
        to += 1;
    }
    this.at = to;
    this.timestamp_ms = timestamps[to] ?? 0;
    return { columns, from, to };
  }
}

function* pagesOf(store: BlockStore, run: Run): Generator<Columns> {
  for (const block of run) yield* store.pages(block);
}

/** All samples of a store by time, equal times in input order. The store is empty afterwards, as far as it was in memory. */
export function* mergeRuns(store: BlockStore): Generator<Span> {
  const heap = store.runs.map((run, index) => new Cursor(store, run, index)).filter(({ columns }) => columns !== null);
  for (let at = (heap.length >> 1) - 1; at >= 0; at -= 1) sink(heap, at);
  for (let first = heap[0]; first !== undefined; first = heap[0]) {
    yield first.spanBefore(second(heap));
    if (first.at === first.columns?.timestamps.length) first.turn();
    if (first.columns === null) {
      const last = heap.pop() as Cursor;
      if (heap.length > 0) heap[0] = last;
    }
    sink(heap, 0);
  }
}

function second(heap: readonly Cursor[]): Cursor | undefined {
  const [, left, right] = heap;
  return left === undefined || right === undefined || left.isBefore(right) ? left : right;
}

function sink(heap: Cursor[], from: number): void {
  for (let at = from; ; ) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2])
      if (heap[child] !== undefined && (heap[child] as Cursor).isBefore(heap[least] as Cursor)) least = child;
    if (least === at) return;
    [heap[at], heap[least]] = [heap[least] as Cursor, heap[at] as Cursor];
    at = least;
  }
}
