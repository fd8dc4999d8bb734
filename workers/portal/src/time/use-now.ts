import { useSyncExternalStore } from 'react';
import { serverNow } from './clock.ts';

/** One timer for each pace, however many components follow it: a list of a thousand times ticks once a second, not a thousand times. */
class Ticker {
  readonly #every_ms: number;
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | null = null;
  #now_ms = serverNow();

  constructor(every_ms: number) {
    this.#every_ms = every_ms;
  }

  readonly read = (): number => this.#now_ms;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#timer === null) {
      this.#now_ms = serverNow();
      this.#timer = setInterval(() => this.#tick(), this.#every_ms);
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0 || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  };

  #tick(): void {
    this.#now_ms = serverNow();
    for (const listener of this.#listeners) listener();
  }
}

const tickers = new Map<number, Ticker>();

function tickerOf(every_ms: number): Ticker {
  const known = tickers.get(every_ms);
  if (known !== undefined) return known;
  const made = new Ticker(every_ms);
  tickers.set(every_ms, made);
  return made;
}

/** The control plane's time, renewed every `every_ms`. */
export function useNow(every_ms = 1_000): number {
  const { read, subscribe } = tickerOf(every_ms);
  return useSyncExternalStore(subscribe, read);
}
