import { waitFor } from '@modekeeper/cluster';
import type { Program } from '../platform/programs.ts';
import { programFailed } from './program-failed.ts';

/** Generous, because a slow machine is no fault; a program that ends is told at once. */
const PATIENCE_MS = 120_000;

/**
 * Waits until a program that was just started answers at `url` with success.
 * @param what the program for people: "database"
 * @throws `program_failed` when it has ended instead, `timeout`
 */
export async function untilAnswers(
  program: Program,
  url: string,
  { what, logFile }: { what: string; logFile: string },
): Promise<void> {
  let exit: number | null = null;
  void program.exited.then((code) => {
    exit = code;
  });
  await waitFor(async () => (await fetch(url)).ok, {
    what: `the ${what}`,
    timeout_ms: PATIENCE_MS,
    poll_ms: 20,
    check: () => {
      if (exit !== null) throw programFailed(`The ${what} did not start (exit ${exit}).`, logFile);
    },
  });
}
