/** Runs what must not end a plan half-way and keeps the first thing that went wrong, to be told when the plan has come to its end. */
export class FaultKeeper {
  #fault: { readonly thrown: unknown } | null = null;

  /** False: it went wrong. */
  run(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (thrown) {
      this.#fault ??= { thrown };
      return false;
    }
  }

  /** Throws what was kept, if anything was. */
  tell(): void {
    if (this.#fault !== null) throw this.#fault.thrown;
  }
}
