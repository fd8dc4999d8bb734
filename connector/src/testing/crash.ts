/** What stands between a process and the API server: a crash, an answer that never comes, time. */
export interface Calls {
  /** @param unanswered what the caller gets when no answer comes; `sent`: the work may have been done, or may still be */
  around<T>(work: () => T, unanswered: (sent: boolean) => T): Promise<T>;
}

/** Kills a process at its n-th call to the outside: from then on nothing that it waits for ever comes. */
export class Crash implements Calls {
  calls = 0;
  readonly #at: number | null;
  readonly #after: boolean;
  dead = false;
  /** Called before each call takes effect: somebody changes the world in between. */
  on_call: ((call: number) => void) | null = null;

  /** @param at number of the call, from 1; null never. @param after the call still has its effect, the answer is lost */
  constructor(at: number | null = null, after = false) {
    this.#at = at;
    this.#after = after;
  }

  async around<T>(work: () => T): Promise<T> {
    if (this.dead) return never();
    this.calls += 1;
    this.on_call?.(this.calls);
    if (this.calls === this.#at) {
      this.dead = true;
      if (this.#after) work();
      return never();
    }
    const result = work();
    await Promise.resolve();
    return this.dead ? never() : result;
  }
}

export function never(): Promise<never> {
  return new Promise(() => undefined);
}
