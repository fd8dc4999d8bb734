import { homedir } from 'node:os';
import { runMk } from './run-mk.ts';

/**
 * Runs one call of `mk` as this process: its environment, its streams, its signals. Answers the exit code.
 * @param stopped aborted here by signals, and by whoever else wants the call to come to its end
 */
export async function runProcess(args: readonly string[], stopped: AbortController): Promise<number> {
  const { columns, isTTY } = process.stderr;
  const cwd = folderHere();
  if (cwd === null) {
    process.stderr.write('ERROR: the folder that you are in does not exist any more; change into another one\n');
    return 2;
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopped.abort(signal));
  return runMk(args, {
    env: process.env,
    cwd,
    home: homedir(),
    now: () => Date.now(),
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    // Progress is for people who look: never into a file or a pipe.
    progress: isTTY ? (line) => process.stderr.write(`${line}\n`) : () => undefined,
    tell: (line) => process.stderr.write(`${line}\n`),
    // https://no-color.org: set and not empty means no colour.
    screen: { colour: isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb', columns: columns || 80 },
    json: false,
    signal: stopped.signal,
  });
}

/** The folder that the person is in; null when it was deleted. */
function folderHere(): string | null {
  try {
    return process.cwd();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
