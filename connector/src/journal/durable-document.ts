import { ModeKeeperError, utf8Encode } from '@modekeeper/contracts';
import type { Clock, Log } from '../ports.ts';
import type { OwnObject } from './own-object.ts';

/** How a document lies in its ConfigMap. Both ways pure; `decode` throws `document_invalid` on anything it does not understand. */
export interface DocumentCodec<T> {
  encode(value: T): Readonly<Record<string, string>>;
  decode(data: Readonly<Record<string, string>>): T;
}

export interface DurableDocumentOptions<T> {
  readonly object: OwnObject;
  readonly codec: DocumentCodec<T>;
  readonly clock: Clock;
  readonly log: Log;
  /** Joins what somebody else wrote meanwhile with ours; `base` is what was stored last. `null`: the object is another's now, stop. */
  merge(own: T, remote: T, base: T): T | null;
  /** True when a writer that is newer than this process wrote it, whatever else stands in it and whether or not it can be read. */
  is_newer(data: Readonly<Record<string, string>>): boolean;
  /** Most bytes of keys and values (default 900 KiB). */
  readonly max_bytes?: number;
  /** Called once when the document is gone or another's; nothing is written afterwards. */
  on_lost(reason: string): void;
}

interface Waiting<T> {
  readonly change: (current: T) => T;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** The API server refuses a ConfigMap of more than 1 MiB (k8s.io/api/core/v1 `MaxSecretSize`): such a write would be repeated for ever. */
const MAX_BYTES = 900 * 1024;
const RETRY_MS = [100, 250, 500, 1000, 2000, 5000] as const;

/**
 * A value whose every change is stored in a ConfigMap before anybody sees it. Changes that wait while a write is under way
 * go into the next one together, in the order in which they came. A write that may or may not have landed is repeated until
 * the API server says so: the resourceVersion makes that safe, there is one writer (the Lease).
 */
export class DurableDocument<T> {
  readonly #options: DurableDocumentOptions<T>;
  #value: T;
  #waiting: Waiting<T>[] = [];
  #writing = false;
  #lost: string | null = null;
  /** What the last refresh read. */
  #refreshed = '';

  /** @param value what was read from, or created in, the object just now */
  constructor(options: DurableDocumentOptions<T>, value: T) {
    this.#options = options;
    this.#value = value;
  }

  /** What is stored now. */
  get value(): T {
    return this.#value;
  }

  get lost(): boolean {
    return this.#lost !== null;
  }

  /**
   * Applies a pure change and resolves when it is stored.
   * Rejects with the change's own error (nothing stored), with `payload_too_large` when it would make the document too large for the API
   * server, or with `conflict` when the document is another's.
   */
  update(change: (current: T) => T): Promise<T> {
    if (this.#lost !== null) return Promise.reject(lostError(this.#options.object.name, this.#lost));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ change, resolve, reject });
      if (!this.#writing) {
        this.#writing = true;
        void this.#drain();
      }
    });
  }

  /**
   * Takes in what somebody else wrote since, where the merge allows it, without writing anything. While a write is under way it has
   * nothing to do: that write takes the edit in. A read that does not come about changes nothing.
   */
  async refresh(): Promise<void> {
    if (this.#writing || this.#lost !== null) return;
    this.#writing = true;
    const read = await this.#options.object.read();
    if (read.kind === 'found') {
      const text = JSON.stringify(read.data);
      // The same text again is no news, least of all one that cannot be read.
      const merged = text === this.#refreshed ? this.#value : this.#mergeRemote(this.#value, read.data);
      this.#refreshed = text;
      if (merged === null) this.#lose('another connector took it over');
      else this.#value = merged;
    }
    await this.#drain();
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0 && this.#lost === null) {
      const batch = this.#waiting;
      this.#waiting = [];
      const { next, accepted } = this.#fold(batch);
      if (next === this.#value || (await this.#store(next))) {
        for (const waiting of accepted) waiting.resolve(this.#value);
      } else {
        for (const waiting of accepted) waiting.reject(lostError(this.#options.object.name, this.#lost ?? 'lost'));
      }
    }
    this.#writing = false;
    if (this.#lost !== null) {
      for (const waiting of this.#waiting.splice(0)) waiting.reject(lostError(this.#options.object.name, this.#lost));
    }
  }

  /** All changes that wait, in their order; one that fails, or that makes the document too large, is left out alone. */
  #fold(batch: readonly Waiting<T>[]): { next: T; accepted: Waiting<T>[] } {
    let next = this.#value;
    const accepted: Waiting<T>[] = [];
    for (const waiting of batch) {
      try {
        const changed = waiting.change(next);
        if (changed !== next) this.#fits(changed);
        next = changed;
        accepted.push(waiting);
      } catch (error) {
        waiting.reject(error);
      }
    }
    return { next, accepted };
  }

  #fits(value: T): void {
    const { codec, object, max_bytes = MAX_BYTES } = this.#options;
    const bytes = Object.entries(codec.encode(value)).reduce((sum, [key, text]) => sum + key.length + utf8Encode(text).length, 0);
    if (bytes <= max_bytes) return;
    throw new ModeKeeperError({
      code: 'payload_too_large',
      message: `The connector's own object ${object.name} would become too large (${bytes} bytes).`,
      hint: 'This one change is not stored and nothing is sent because of it; what was stored before stands.',
    });
  }

  /** Stores `next`; true when it is stored, false when the document is lost. */
  async #store(next: T): Promise<boolean> {
    const { object, codec, clock, log } = this.#options;
    let wanted = next;
    for (let attempt = 0; ; attempt += 1) {
      const written = await object.replace(codec.encode(wanted));
      if (written.kind === 'written') {
        this.#value = wanted;
        return true;
      }
      if (written.kind === 'missing') return this.#lose('it was deleted');
      if (written.kind === 'failed') {
        log.warn({ object: object.name, attempt, why: written.message }, 'could not store; will try again');
        await clock.sleep(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 5000);
        continue;
      }
      const read = await object.read();
      if (read.kind === 'missing') return this.#lose('it was deleted');
      if (read.kind === 'failed') {
        await clock.sleep(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 5000);
        continue;
      }
      const merged = this.#mergeRemote(wanted, read.data);
      if (merged === null) return this.#lose('another connector took it over');
      wanted = merged;
    }
  }

  #mergeRemote(own: T, data: Readonly<Record<string, string>>): T | null {
    if (this.#options.is_newer(data)) return null;
    let remote: T;
    try {
      remote = this.#options.codec.decode(data);
    } catch (error) {
      this.#options.log.error(
        { object: this.#options.object.name, why: String(error) },
        'somebody wrote what cannot be read; ours is kept',
      );
      return own;
    }
    return this.#options.merge(own, remote, this.#value);
  }

  #lose(reason: string): false {
    this.#lost = reason;
    this.#options.on_lost(`${this.#options.object.name}: ${reason}`);
    return false;
  }
}

function lostError(name: string, reason: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'conflict',
    message: `The connector's own object ${name} is not its own any more: ${reason}.`,
    hint: 'Nothing more is sent. The connector stops and starts again; look for a second connector with the same release name.',
  });
}
