// `npm run demo`: the loop in the terminal, against the sandbox that `npm start` runs. It asks before it approves, unless told `--yes`.
import { confirmed } from './ask.ts';
import { makeItBurst } from './demo/burst.ts';
import { findRunning } from './demo/running.ts';
import { walk } from './demo/walk.ts';
import { readSwitches } from './flags.ts';
import { asProgram, untilStopped } from './program.ts';

await asProgram(async () => {
  const yes = readSwitches('npm run demo', ['yes']).has('yes');
  await untilStopped(async (signal) => {
    const running = await findRunning();
    const say = (line: string) => process.stdout.write(`${line}\n`);
    const ask = (question: string) => confirmed(question, { yes, signal, say });
    await walk(running, { say, ask, signal }, () => makeItBurst(running.folder));
  });
});
