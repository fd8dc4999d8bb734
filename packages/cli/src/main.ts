#!/usr/bin/env node
import { homedir } from 'node:os';
import { VERSION } from './version.ts';

// A closed pipe (`mk … | head`) ends the program quietly: whoever read has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const args = process.argv.slice(2);
if (args[0] === '--version') process.stdout.write(`modekeeper ${VERSION}\n`);
else process.exitCode = await runCommand();

async function runCommand(): Promise<number> {
  // Loaded only when there is something to run.
  const { runMk } = await import('./cli/run-mk.ts');
  const stopped = new AbortController();
  const { columns, isTTY } = process.stderr;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort(signal));
  return runMk(args, {
    env: process.env,
    cwd: process.cwd(),
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
