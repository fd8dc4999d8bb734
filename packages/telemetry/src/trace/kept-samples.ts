import { LATE } from './block.ts';
import type { BlockStore } from './block-store.ts';
import { Figures, fillFigures } from './figures.ts';
import { mergeRuns, type Span } from './merge-runs.ts';
import { NumberSequence } from './number-sequence.ts';
import { Totals } from './totals.ts';
import type { TraceContent } from './trace-content.ts';

/** Lets others work while a long job goes on; ends it by throwing. */
export type Pause = (samples_done: number) => Promise<void>;

const PAUSE_SAMPLES = 65_536;

/** The samples that stay, by time: what of them depends on their order. */
export class KeptSamples {
  /** Of the samples that have one. */
  readonly losses: NumberSequence;
  readonly latencies: NumberSequence;
  /** Where their lines begin. */
  readonly offsets: NumberSequence;
  latency_max_ms = 0;
  dropped_duplicates = 0;
  /** What the repetitions add up to. */
  readonly repeated = new Totals();
  reordered: number;
  readonly #store: BlockStore;
  readonly #content: TraceContent;
  readonly #figures = new Figures();
  #timestamp_ms = Number.NaN;
  /** Of the first sample of this time, as long as it is the only one. */
  #first_print = 0;
  #first_offset = 0;
  /** Of the others: kept samples of one time by their prints. */
  readonly #seen = new Map<number, number[]>();

  constructor(store: BlockStore, content: TraceContent) {
    this.#store = store;
    this.#content = content;
    this.losses = new NumberSequence(store.spill);
    this.latencies = new NumberSequence(store.spill);
    this.offsets = new NumberSequence(store.spill);
    this.reordered = store.late;
  }

  /** Takes all samples of the store. Now and then `pause` is told how many it has looked at, and waited for. */
  async gather(pause: Pause): Promise<void> {
    let done = 0;
    let told = 0;
    for (const span of mergeRuns(this.#store)) {
      this.#take(span);
      done += span.to - span.from;
      if (done - told < PAUSE_SAMPLES) continue;
      told = done;
      await pause(done);
    }
  }

  #take({ columns, from, to }: Span): void {
    const { latencies, losses, offsets, prints, timestamps } = columns;
    for (let at = from; at < to; at += 1) {
      const print = prints[at] as number;
      const offset = offsets[at] as number;
      if (this.#isRepetition(timestamps[at] as number, print & ~LATE, offset)) {
        this.#drop(print, offset);
        continue;
      }
      const loss = losses[at] as number;
      const latency_ms = latencies[at] as number;
      if (!Number.isNaN(loss)) this.losses.push(loss);
      this.latencies.push(latency_ms);
      this.offsets.push(offset);
      if (latency_ms > this.latency_max_ms) this.latency_max_ms = latency_ms;
    }
  }

  /** Content is compared only among samples of one time whose prints are equal. */
  #isRepetition(timestamp_ms: number, print: number, offset: number): boolean {
    if (timestamp_ms !== this.#timestamp_ms) {
      this.#timestamp_ms = timestamp_ms;
      this.#first_print = print;
      this.#first_offset = offset;
      if (this.#seen.size > 0) this.#seen.clear();
      return false;
    }
    if (this.#seen.size === 0) this.#seen.set(this.#first_print, [this.#first_offset]);
    const alike = this.#seen.get(print);
    if (alike === undefined) this.#seen.set(print, [offset]);
    else if (alike.some((kept) => this.#content.isSame(kept, offset))) return true;
    else alike.push(offset);
    return false;
  }

  #drop(print: number, offset: number): void {
    this.dropped_duplicates += 1;
    if ((print & LATE) !== 0) this.reordered -= 1;
    fillFigures(this.#figures, this.#content.sampleAt(offset));
    this.repeated.add(this.#figures);
  }
}
