// `npm run demo:burst`: installs the demo trainer again, so that it bursts again.
import { makeItBurst } from './demo/burst.ts';
import { findRunning } from './demo/running.ts';
import { readSwitches } from './flags.ts';
import { asProgram } from './program.ts';

await asProgram(async () => {
  readSwitches('npm run demo:burst', []);
  const { folder } = await findRunning();
  await makeItBurst(folder);
  process.stdout.write(
    'The trainer starts over with concurrency 1 and prefetch 1; its burst is proposed within a minute or two.\n',
  );
});
