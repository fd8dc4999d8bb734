import { SeriesBuffer } from './series.ts';
import type { NamedTarget, TargetWatch } from './target-watch.ts';

/** One workload that is watched, and its aggregates that were not sent yet. */
export interface Watched {
  readonly watch: TargetWatch;
  readonly buffer: SeriesBuffer;
  /** Aborted when it is watched no longer. */
  readonly over: AbortSignal;
}

/** The workloads that are watched now, by `<namespace>/<name>`. */
export class WatchList {
  readonly #make: (target: NamedTarget) => TargetWatch;
  readonly #watched = new Map<string, Watched & { readonly end: AbortController }>();

  constructor(make: (target: NamedTarget) => TargetWatch) {
    this.#make = make;
  }

  add(target: NamedTarget): Watched {
    const end = new AbortController();
    const watched = { watch: this.#make(target), buffer: new SeriesBuffer(), over: end.signal, end };
    this.#watched.set(watched.watch.key, watched);
    return watched;
  }

  remove(key: string): void {
    this.#watched.get(key)?.end.abort();
    this.#watched.delete(key);
  }

  get(key: string): Watched | null {
    return this.#watched.get(key) ?? null;
  }

  all(): readonly Watched[] {
    return [...this.#watched.values()];
  }
}
