// `npm run demo`: the loop in the terminal, against the sandbox that `npm start` runs. Approving is a person's: there is no --yes.
import { createInterface } from 'node:readline/promises';
import { ModeKeeperError } from '@modekeeper/contracts';
import { makeItBurst } from './demo/burst.ts';
import { findRunning } from './demo/running.ts';
import { walk } from './demo/walk.ts';
import { asProgram } from './program.ts';

await asProgram(async () => {
  if (process.argv.length > 2) {
    throw new ModeKeeperError({
      code: 'invalid_input',
      message: `npm run demo takes no flags (${process.argv.slice(2).join(' ')}): a person approves.`,
      hint: 'Run it without flags and answer its question.',
    });
  }
  const running = await findRunning();
  const ask = async (question: string) => {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question(question);
    terminal.close();
    return /^y(es)?$/i.test(answer.trim());
  };
  await walk(running, { say: (line) => process.stdout.write(`${line}\n`), ask }, () => makeItBurst(running.folder));
});
