import type { Clock } from './ports.ts';

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** Calls `work` every `pause_ms` until stopped. */
export async function every(clock: Clock, pause_ms: number, stop: AbortSignal, work: () => void): Promise<void> {
  while (!stop.aborted) {
    await clock.sleep(pause_ms, stop);
    if (!stop.aborted) work();
  }
}
