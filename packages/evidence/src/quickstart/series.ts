import type { Sample } from '@modekeeper/contracts';
import { type KnobChange, KnobWatcher } from './knob-changes.ts';
import { MEASURES, type Measure, type Measured } from './measures.ts';

/** As many as a chart has room for: a million samples are drawn from no more than two points of each bucket. */
export const BUCKETS = 360;

/** Extremes of a measure within a bucket, and when they were; so that a single slow step stays in sight. */
export type Mark = { min: number; min_at_ms: number; max: number; max_at_ms: number; sum: number; count: number };

export type QuickSeries = {
  start_ms: number;
  end_ms: number;
  sample_count: number;
  /** Of each measure one entry for a bucket; null: nothing was seen then. */
  marks: Record<Measure, (Mark | null)[]>;
  /** Samples that say something of the measure. */
  seen: Record<Measure, number>;
  knob_changes: KnobChange[];
  /** Changes beyond those that are kept. */
  more_knob_changes: number;
  /** What the workload last said that it runs with. */
  knobs: Record<string, number>;
};

/** Takes the samples of a window, in time order and once, and keeps what charts show of them. */
export class SeriesBuilder {
  readonly #span_ms: number;
  readonly #marks = forEach((): (Mark | null)[] => Array(BUCKETS).fill(null));
  readonly #seen = forEach(() => 0);
  readonly #watcher = new KnobWatcher();
  #start_ms = 0;
  #count = 0;

  /** `span_ms`: latest less earliest timestamp. */
  constructor(span_ms: number) {
    this.#span_ms = span_ms;
  }

  accept(sample: Sample, values: Measured): void {
    if (this.#count === 0) this.#start_ms = sample.timestamp_ms;
    this.#count += 1;
    this.#watcher.accept(sample);
    const at = this.bucketOf(sample.timestamp_ms);
    for (const measure of MEASURES) {
      const value = values[measure];
      if (value === null) continue;
      this.#seen[measure] += 1;
      const marks = this.#marks[measure];
      marks[at] = widened(marks[at] ?? null, value, sample.timestamp_ms);
    }
  }

  /** Bucket of a moment of this window. */
  bucketOf(at_ms: number): number {
    if (this.#span_ms <= 0) return 0;
    return Math.min(BUCKETS - 1, Math.floor(((at_ms - this.#start_ms) / this.#span_ms) * BUCKETS));
  }

  finish(): QuickSeries {
    return {
      start_ms: this.#start_ms,
      end_ms: this.#start_ms + this.#span_ms,
      sample_count: this.#count,
      marks: this.#marks,
      seen: this.#seen,
      ...this.#watcher.result(),
    };
  }
}

/** Mean of a measure over some of its buckets; null when nothing was seen in them. */
export function meanOf(marks: readonly (Mark | null)[]): number | null {
  let [sum, count] = [0, 0];
  for (const mark of marks) {
    sum += mark?.sum ?? 0;
    count += mark?.count ?? 0;
  }
  return count === 0 ? null : sum / count;
}

/** Least and greatest value of a measure; null when it was never seen. */
export function rangeOf(marks: readonly (Mark | null)[]): { min: number; max: number } | null {
  const there = marks.filter((mark) => mark !== null);
  if (there.length === 0) return null;
  return { min: Math.min(...there.map(({ min }) => min)), max: Math.max(...there.map(({ max }) => max)) };
}

function widened(mark: Mark | null, value: number, at_ms: number): Mark {
  if (mark === null) return { min: value, min_at_ms: at_ms, max: value, max_at_ms: at_ms, sum: value, count: 1 };
  if (value < mark.min) [mark.min, mark.min_at_ms] = [value, at_ms];
  if (value > mark.max) [mark.max, mark.max_at_ms] = [value, at_ms];
  mark.sum += value;
  mark.count += 1;
  return mark;
}

function forEach<T>(make: () => T): Record<Measure, T> {
  return Object.fromEntries(MEASURES.map((measure) => [measure, make()])) as Record<Measure, T>;
}
