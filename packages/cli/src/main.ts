#!/usr/bin/env node
import { VERSION } from './version.ts';

// Nobody reads any more (`mk … | head`, a terminal that was closed): what was begun is finished, in silence, and nothing new is begun.
// Ending the process here would leave a change in a cluster unchecked.
const stopped = new AbortController();
for (const stream of [process.stdout, process.stderr])
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    stopped.abort(code);
    if (code === 'EPIPE' || code === 'EIO' || stream === process.stderr) return;
    // Somebody reads, and misses what the disk had no room for: the exit code must say so.
    process.stderr.write(`ERROR: the output of mk cannot be written (${code}); make room there or send it elsewhere\n`);
    process.once('exit', () => {
      process.exitCode = 2;
    });
  });

const args = process.argv.slice(2);
if (args[0] === '--version') process.stdout.write(`modekeeper ${VERSION}\n`);
// Loaded only when there is something to run.
else process.exitCode = await (await import('./cli/run-process.ts')).runProcess(args, stopped);
