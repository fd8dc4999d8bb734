/** A job that never runs twice at once: a call while it runs makes it run once more, and gets that run's answer. */
export type Coalesced<T> = () => Promise<T>;

/** Wraps `work` so that any number of calls lead to at most one running and one waiting execution. */
export function coalesce<T>(work: () => Promise<T>): Coalesced<T> {
  let running: Promise<T> | undefined;
  let next: Promise<T> | undefined;
  const start = (): Promise<T> => {
    const mine = work().finally(() => {
      if (running === mine) running = undefined;
    });
    running = mine;
    return mine;
  };
  return () => {
    if (running === undefined) return start();
    next ??= running
      .then(
        () => undefined,
        // Its own caller has the error; whoever waits starts afresh.
        () => undefined,
      )
      .then(() => {
        next = undefined;
        return start();
      });
    return next;
  };
}
