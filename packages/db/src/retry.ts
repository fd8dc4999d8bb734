import { isBusy } from './failures.ts';

const ATTEMPTS = 8;
const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 400;

/** Runs `work` again while the server is busy with another writer, with full jitter; any other failure passes through at once. */
export async function retryBusy<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !isBusy(error)) throw error;
      const ceiling_ms = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * ceiling_ms));
    }
  }
}
