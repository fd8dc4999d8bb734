/** Asks again until `accept` is content, for at most 15 s, and answers what it saw last. A new policy, for one, needs up to about a second (observed on 1.36.3). */
export async function eventually<T>(ask: () => Promise<T>, accept: (value: T) => boolean): Promise<T> {
  const until_ms = Date.now() + 15_000;
  for (;;) {
    const value = await ask();
    if (accept(value) || Date.now() > until_ms) return value;
    await new Promise((wake) => setTimeout(wake, 100));
  }
}
