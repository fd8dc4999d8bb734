import { isModeKeeperError } from '@modekeeper/contracts';
import { ApiError } from './api/client.ts';

/** Runs a program for people: what goes wrong is one line that says what to do, exit 2; a defect keeps its stack. */
export async function asProgram(main: () => Promise<void>): Promise<never> {
  // The reader of our output has gone (`npm start | head`): end as quietly as it did. What we started ends with us.
  process.stdout.on('error', (cause: NodeJS.ErrnoException) => process.exit(cause.code === 'EPIPE' ? 0 : 1));
  try {
    await main();
  } catch (cause) {
    const line = describe(cause);
    if (line === undefined) throw cause;
    process.stderr.write(`ERROR: ${line}\n`);
    process.exit(2);
  }
  // What still waits for something that was stopped must not keep the terminal.
  process.exit();
}

/** The exit code of a program that Ctrl-C ended before it was done: 128 and the number of SIGINT, as shells have it. */
const INTERRUPTED = 130;

/** Runs what a person may end with Ctrl-C: `work` brings its own to an end when the signal aborts, and what that breaks is no error. */
export async function untilStopped(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stopped = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopped.abort(name));
  try {
    await work(stopped.signal);
  } catch (cause) {
    if (!stopped.signal.aborted) throw cause;
  }
  if (!stopped.signal.aborted) return;
  process.stdout.write('Stopped.\n');
  process.exitCode = INTERRUPTED;
}

function describe(cause: unknown): string | undefined {
  if (isModeKeeperError(cause)) return `${cause.message} ${cause.hint} (${cause.code})`;
  if (cause instanceof ApiError) return `${cause.message}${cause.hint === undefined ? '' : ` ${cause.hint}`}`;
  return undefined;
}
