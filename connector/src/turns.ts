/** Runs work one after the other, in the order of the calls. Each caller gets the outcome of its own work. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** A queue of its own. Work that fails tells its caller, and does not stop what comes after it. */
export function takeTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work, work);
    last = result;
    return result;
  };
}
