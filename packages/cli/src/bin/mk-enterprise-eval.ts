#!/usr/bin/env node
import { endQuietlyOnClosedPipe } from '../cli/closed-pipe.ts';
import { runProcess } from '../cli/run-process.ts';

endQuietlyOnClosedPipe();
process.exitCode = await runProcess(['pack', 'eval', ...process.argv.slice(2)]);
