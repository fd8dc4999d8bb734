import { setTimeout as sleep } from 'node:timers/promises';

/** Waits; ends at once when a signal comes. */
export async function pause(duration_ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(duration_ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
