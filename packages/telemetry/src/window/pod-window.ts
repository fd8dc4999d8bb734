import type { Sample } from '@modekeeper/contracts';

export type Added = 'kept' | 'reordered' | 'duplicate';

/** The samples of one pod, sorted by timestamp (stable), without repetitions, bounded in time and number. */
export class PodWindow {
  #samples: Sample[] = [];
  // One text per kept sample: equal time and equal whole content is a repetition, equal time alone is not.
  #texts = new Set<string>();
  #greatest_ms = Number.NEGATIVE_INFINITY;

  get size(): number {
    return this.#samples.length;
  }

  add(sample: Sample): Added {
    const text = JSON.stringify(sample);
    if (this.#texts.has(text)) return 'duplicate';
    this.#texts.add(text);
    const late = sample.timestamp_ms < this.#greatest_ms;
    this.#greatest_ms = Math.max(this.#greatest_ms, sample.timestamp_ms);
    let at = this.#samples.length;
    while (at > 0 && (this.#samples[at - 1] as Sample).timestamp_ms > sample.timestamp_ms) at -= 1;
    this.#samples.splice(at, 0, sample);
    return late ? 'reordered' : 'kept';
  }

  /** Drops what is older than `start_ms`. */
  prune(start_ms: number): void {
    const keep = this.#samples.findIndex((sample) => sample.timestamp_ms >= start_ms);
    this.#drop(keep === -1 ? this.#samples.length : keep);
  }

  /** Drops the oldest samples beyond `max`; returns how many. */
  shrink(max: number): number {
    const excess = Math.max(0, this.#samples.length - max);
    this.#drop(excess);
    return excess;
  }

  samples(): readonly Sample[] {
    return this.#samples;
  }

  #drop(count: number): void {
    for (const sample of this.#samples.splice(0, count)) this.#texts.delete(JSON.stringify(sample));
  }
}
