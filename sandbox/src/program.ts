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

function describe(cause: unknown): string | undefined {
  if (isModeKeeperError(cause)) return `${cause.message} ${cause.hint} (${cause.code})`;
  if (cause instanceof ApiError) return `${cause.message}${cause.hint === undefined ? '' : ` ${cause.hint}`}`;
  return undefined;
}
