const EVERY_MS = 10_000;
const PATIENCE_MS = 6_000;

/** Asks every 10 s whether the other side still answers; silence for 6 s after a question is the end. */
export class Heartbeat {
  readonly #ask: () => void;
  readonly #onSilence: () => void;
  #next: ReturnType<typeof setInterval> | null = null;
  #patience: ReturnType<typeof setTimeout> | null = null;

  constructor(ask: () => void, onSilence: () => void) {
    this.#ask = ask;
    this.#onSilence = onSilence;
  }

  start(): void {
    this.#next = setInterval(() => {
      if (this.#patience !== null) return;
      this.#ask();
      this.#patience = setTimeout(() => {
        this.stop();
        this.#onSilence();
      }, PATIENCE_MS);
    }, EVERY_MS);
  }

  /** Any word counts as an answer. */
  heard(): void {
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#patience = null;
  }

  stop(): void {
    this.heard();
    if (this.#next !== null) clearInterval(this.#next);
    this.#next = null;
  }
}
