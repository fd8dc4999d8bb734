import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { makeInstallation } from './testing/races/installation.ts';
import { type SimulateInput, simulate } from './testing/races/simulate.ts';

let installed: SimulateInput['installed'];
beforeAll(async () => {
  installed = await makeInstallation();
});

// The same runs each time. For others: MODEKEEPER_RACES_RUNS=1000; to see one again, with its log: MODEKEEPER_RACES_SEED=…
const more = process.env.MODEKEEPER_RACES_RUNS;
const again = process.env.MODEKEEPER_RACES_SEED;

it('whatever happens when, no invariant of safety.md breaks', async () => {
  const seeds = again === undefined ? fc.noShrink(fc.integer()) : fc.constant(Number(again));
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const { lines, violations } = await simulate({ installed, seed, log: again !== undefined });
      if (again !== undefined) process.stdout.write(`${lines.join('\n')}\n`);
      const name = `MODEKEEPER_RACES_SEED=${seed}`;
      expect([name, ...violations]).toEqual([name]);
    }),
    { numRuns: again === undefined ? Number(more ?? 20) : 1, endOnFailure: true, ...(more === undefined ? { seed: 1 } : {}) },
  );
}, 3_600_000);
