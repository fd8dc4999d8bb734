import { setTimeout as sleep } from 'node:timers/promises';
import { ModeKeeperError } from '@modekeeper/contracts';

/**
 * Asks until the answer is not undefined.
 * @throws `timeout` naming `what` after `timeout_ms`, with the last failure of the question.
 */
export async function until<T>(what: string, timeout_ms: number, ask: () => Promise<T | undefined>, every_ms = 100): Promise<T> {
  const deadline_ms = performance.now() + timeout_ms;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (cause) {
      last = cause;
    }
    if (performance.now() > deadline_ms) {
      const why = last instanceof Error ? ` Last answer: ${last.message}` : '';
      throw new ModeKeeperError({
        code: 'timeout',
        message: `Waited ${Math.round(timeout_ms / 1000)} s for ${what}.${why}`,
        hint: 'Look at the logs in the state folder.',
      });
    }
    await sleep(every_ms);
  }
}
