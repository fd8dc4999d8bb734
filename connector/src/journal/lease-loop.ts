import type { LeaseKeeper } from '@modekeeper/kube';
import type { Clock, Log } from '../ports.ts';

/** Duration of the Lease and pause between renewals; a clean stop releases it, a crashed process's runs out. */
export const LEASE_DURATION_S = 15;
const RENEW_MS = 5000;
/** The lease counts as held until so long before it runs out: clocks may drift while we look. */
const MARGIN_MS = 2000;

/** Keeps the Lease: one writer at a time, with the transition count as fencing token. */
export class LeaseHolder {
  readonly #keeper: LeaseKeeper;
  readonly #clock: Clock;
  readonly #log: Log;
  #until_ms = Number.NEGATIVE_INFINITY;
  #fencing: number | null = null;

  constructor(keeper: LeaseKeeper, clock: Clock, log: Log) {
    this.#keeper = keeper;
    this.#clock = clock;
    this.#log = log;
  }

  /** True while nobody else can be the writer. Nothing is sent without it. */
  get held(): boolean {
    return this.#clock.now_ms() < this.#until_ms - MARGIN_MS;
  }

  /** Waits until the Lease is ours; resolves with the fencing token, or null when `signal` was aborted. */
  async acquire(signal: AbortSignal, waiting: (why: string) => void): Promise<number | null> {
    while (!signal.aborted) {
      const answer = await this.#keeper.acquireOrRenew(this.#clock.now_ms());
      if (answer.kind === 'held') {
        this.#until_ms = answer.until_ms;
        this.#fencing = answer.fencing;
        return answer.fencing;
      }
      waiting(
        answer.kind === 'taken'
          ? `Another connector process (${answer.holder}) holds the Lease; waiting until it is released or runs out (${LEASE_DURATION_S} s).`
          : `The Lease cannot be read or written: ${answer.failure.message}`,
      );
      await this.#clock.sleep(1000, signal);
    }
    return null;
  }

  /** Renews until `signal` is aborted. Calls `lost` once when somebody else took the Lease over. */
  async keep(signal: AbortSignal, lost: (why: string) => void): Promise<void> {
    while (!signal.aborted) {
      await this.#clock.sleep(RENEW_MS, signal);
      if (signal.aborted) return;
      const answer = await this.#keeper.acquireOrRenew(this.#clock.now_ms());
      if (answer.kind === 'held' && answer.fencing === this.#fencing) this.#until_ms = answer.until_ms;
      else if (answer.kind === 'unsure')
        this.#log.warn({ why: answer.failure.message }, 'could not renew the Lease; nothing is sent once it has run out');
      else if (answer.kind === 'held' || answer.holder !== 'unknown') {
        this.#until_ms = Number.NEGATIVE_INFINITY;
        return lost(answer.kind === 'held' ? 'the Lease was in other hands meanwhile' : `the Lease is held by ${answer.holder}`);
      }
    }
  }

  async release(): Promise<void> {
    this.#until_ms = Number.NEGATIVE_INFINITY;
    await this.#keeper.release(this.#clock.now_ms());
  }
}
