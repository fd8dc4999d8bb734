#!/usr/bin/env node
import { VERSION } from './version.ts';

// A closed pipe (`mk … | head`) ends the program quietly: whoever read has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const args = process.argv.slice(2);
if (args[0] === '--version') process.stdout.write(`modekeeper ${VERSION}\n`);
// Loaded only when there is something to run.
else process.exitCode = await (await import('./cli/run-process.ts')).runProcess(args);
