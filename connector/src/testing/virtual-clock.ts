import type { Clock } from '../ports.ts';

interface Sleeper {
  readonly at_ms: number;
  wake(): void;
}

/** Time that moves only when nothing else is left to do: `run` jumps from sleeper to sleeper until `done`. */
export class VirtualClock implements Clock {
  #now_ms: number;
  #sleepers: Sleeper[] = [];

  constructor(now_ms: number) {
    this.#now_ms = now_ms;
  }

  now_ms(): number {
    return this.#now_ms;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const sleeper: Sleeper = {
        at_ms: this.#now_ms + Math.max(0, Math.ceil(ms)),
        wake: () => {
          this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
    });
  }

  /** Everybody who sleeps is forgotten: their process is dead. */
  forget(): void {
    this.#sleepers = [];
  }

  /** Lets everything run until `done`, at most `limit_ms` of virtual time. True when it was done. */
  async run(done: () => boolean, limit_ms: number): Promise<boolean> {
    const end_ms = this.#now_ms + limit_ms;
    let idle = 0;
    while (!done()) {
      await settled();
      if (done()) return true;
      const next = this.#sleepers.reduce<Sleeper | null>(
        (first, sleeper) => (first === null || sleeper.at_ms < first.at_ms ? sleeper : first),
        null,
      );
      if (next === null) {
        // Work on another thread is not over: nobody sleeps yet.
        idle += 1;
        if (idle > 1000) return false;
        await new Promise((resolve) => setTimeout(resolve, 1));
        continue;
      }
      idle = 0;
      if (next.at_ms > end_ms) return false;
      this.#now_ms = Math.max(this.#now_ms, next.at_ms);
      next.wake();
    }
    return true;
  }
}

let signing = 0;
let last: Promise<unknown> = Promise.resolve();
/**
 * Counts the operations of WebCrypto that are under way: they run on other threads, in real time. One after the other, in the order of
 * the calls: else the same run would not come out the same twice.
 */
function counted<Input extends readonly unknown[], Output>(operation: (...input: Input) => Promise<Output>) {
  return (...input: Input): Promise<Output> => {
    signing += 1;
    const work = () => operation(...input);
    const result = last.then(work, work).finally(() => {
      signing -= 1;
    });
    last = result.catch(() => undefined);
    return result;
  };
}
const { subtle } = crypto;
for (const name of ['importKey', 'sign', 'verify', 'digest'] as const)
  Object.defineProperty(subtle, name, {
    value: counted((subtle[name] as (...input: unknown[]) => Promise<unknown>).bind(subtle)),
  });

/** Signatures are made on other threads: microtasks alone are not enough, and on a busy machine neither are a few turns. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (signing > 0) turn = -1;
  }
}
