#!/usr/bin/env node
import { endQuietlyOnClosedPipe } from './cli/closed-pipe.ts';
import { VERSION } from './version.ts';

endQuietlyOnClosedPipe();
const args = process.argv.slice(2);
if (args[0] === '--version') process.stdout.write(`modekeeper ${VERSION}\n`);
// Loaded only when there is something to run.
else process.exitCode = await (await import('./cli/run-process.ts')).runProcess(args);
