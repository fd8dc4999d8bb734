import type { Sample, SignalName, Signals } from '@modekeeper/contracts';
import { BURST_RATIO, isSaturated, quarterOf, STRAGGLER_RATIO } from '@modekeeper/engine';
import type { Measured } from './measures.ts';

/** A stretch of time in which the samples are as the signal describes. */
export type SignalWindow = { signal: SignalName; from_ms: number; to_ms: number };

/** Mean losses that drift compares, with the end of the first quarter and the beginning of the last. */
export type LossQuarters = { first_mean: number; last_mean: number; first_until_ms: number; last_from_ms: number };
export type SignalFacts = {
  windows: SignalWindow[];
  /** Null when no sample carries a loss. */
  loss: LossQuarters | null;
  /** Steps that are slower than a burst begins at. */
  slow_steps: number;
  /** Mean time of the slowest worker over mean time of the median one; 1 where nobody can be compared. */
  worker_ratio: number;
};

type Wanted = {
  signals: Signals;
  /** Median step time, milliseconds; null without samples. */
  median_ms: number | null;
  /** Samples that carry a loss. */
  losses: number;
  /** Bucket of a moment: stretches that are next to each other in a chart are one. */
  bucketOf(at_ms: number): number;
};

/** Signals that single samples carry. */
type Marked = 'burst' | 'straggler' | 'gpu_saturated';

/** Neighbouring stretches with no more than this many buckets between them are one. */
const JOIN_BUCKETS = 2;

/** Takes the samples of a window, in time order and once, and finds where its active signals hold: their formulas are over the whole of it. */
export class SignalFinder {
  readonly #wanted: Wanted;
  readonly #stretches: Record<Marked, { from_ms: number; to_ms: number }[]>;
  /** Signals that the sample before carried. */
  readonly #holding = new Set<Marked>();
  readonly #loss: { at: number; first: number; last: number; first_until_ms: number; last_from_ms: number };
  #slow_steps = 0;
  #slowest_ms = 0;
  #typical_ms = 0;
  #end_ms = 0;

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
    this.#stretches = { burst: [], straggler: [], gpu_saturated: [] };
    this.#loss = { at: 0, first: 0, last: 0, first_until_ms: 0, last_from_ms: 0 };
  }

  accept(sample: Sample, { median_worker_ms, slowest_worker_ms, worker_ratio }: Measured): void {
    const { gpu_mem_util_pct, gpu_util_pct, latency_ms, timestamp_ms } = sample;
    const is_slow = latency_ms > BURST_RATIO * (this.#wanted.median_ms ?? latency_ms);
    if (is_slow) this.#slow_steps += 1;
    this.#slowest_ms += slowest_worker_ms;
    this.#typical_ms += median_worker_ms;
    this.#end_ms = timestamp_ms;
    this.#acceptLoss(sample);
    this.#judge('burst', is_slow, timestamp_ms);
    this.#judge('straggler', (worker_ratio ?? 0) > STRAGGLER_RATIO, timestamp_ms);
    this.#judge('gpu_saturated', isSaturated(gpu_util_pct) || isSaturated(gpu_mem_util_pct), timestamp_ms);
  }

  finish(): SignalFacts {
    const loss = this.#lossQuarters();
    const names = ['burst', 'straggler', 'gpu_saturated'] as const;
    const drift = loss === null ? [] : [{ from_ms: loss.last_from_ms, to_ms: this.#end_ms }];
    const found = [
      ...drift.map((window) => ({ signal: 'drift' as const, ...window })),
      ...names.flatMap((signal) => this.#stretches[signal].map((window) => ({ signal, ...window }))),
    ];
    return {
      windows: found.filter(({ signal }) => this.#wanted.signals[signal]),
      loss,
      slow_steps: this.#slow_steps,
      worker_ratio: this.#typical_ms === 0 ? 1 : this.#slowest_ms / this.#typical_ms,
    };
  }

  /** Samples that follow each other, and those next to each other in a chart, are one stretch. */
  #judge(signal: Marked, holds: boolean, at_ms: number): void {
    const { bucketOf } = this.#wanted;
    const last = this.#stretches[signal].at(-1);
    const goes_on = this.#holding.has(signal);
    if (!holds) this.#holding.delete(signal);
    else if (last !== undefined && (goes_on || bucketOf(at_ms) - bucketOf(last.to_ms) <= JOIN_BUCKETS)) last.to_ms = at_ms;
    else this.#stretches[signal].push({ from_ms: at_ms, to_ms: at_ms });
    if (holds) this.#holding.add(signal);
  }

  #acceptLoss({ loss, timestamp_ms }: Sample): void {
    if (loss === null) return;
    const quarter = quarterOf(this.#wanted.losses);
    const seen = this.#loss;
    if (seen.at < quarter) [seen.first, seen.first_until_ms] = [seen.first + loss, timestamp_ms];
    const of_last = seen.at - (this.#wanted.losses - quarter);
    if (of_last === 0) seen.last_from_ms = timestamp_ms;
    if (of_last >= 0) seen.last += loss;
    seen.at += 1;
  }

  #lossQuarters(): LossQuarters | null {
    const { at, first, first_until_ms, last, last_from_ms } = this.#loss;
    if (at === 0) return null;
    const quarter = quarterOf(at);
    return { first_mean: first / quarter, last_mean: last / quarter, first_until_ms, last_from_ms };
  }
}
