import { measureAnalysis, measureMerge } from './mk/analyse.ts';
import { measureBundling } from './mk/bundle.ts';
import { packMk } from './mk/program.ts';
import { measureStart } from './mk/start.ts';
import { measureWatch } from './mk/watch.ts';
import type { Samples } from './samples.ts';
import type { Say } from './scene.ts';

const MOST_ROUNDS = 5;

/** Everything about `mk`: the packed program alone, one measure after the other; its traces take up to 2.5 GiB of the temporary folder. */
export async function runMk(samples: Samples, say: Say, rounds: number): Promise<void> {
  say('mk: packing');
  const program = await packMk();
  try {
    say('mk: starts');
    await measureStart(program, samples);
    say('mk: a million samples');
    await measureAnalysis(program, samples, Math.min(rounds, MOST_ROUNDS));
    say('mk: three million samples');
    await measureMerge(program, samples);
    say('mk: five hundred iterations');
    await measureWatch(program, samples);
    say('mk: a bundle of 1 GiB');
    await measureBundling(program, samples, Math.min(rounds, 2));
  } finally {
    program.remove();
  }
}
