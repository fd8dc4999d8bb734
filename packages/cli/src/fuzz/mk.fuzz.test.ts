import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesLike } from './mutate.ts';
import { brokenPromises } from './run-once.ts';
import { TARGETS } from './targets.ts';

/** How long each target is fuzzed; a person looking for trouble gives more. */
const BUDGET_MS = Number(process.env.MODEKEEPER_FUZZ_MS ?? 3_000);

/** Runs a property until its time is over; answers how often it ran. */
async function fuzz<Input>(inputs: fc.Arbitrary<Input>, check: (input: Input) => Promise<void>): Promise<number> {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      runs += 1;
      await check(input);
    }),
    { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: BUDGET_MS, markInterruptAsFailure: false },
  );
  return runs;
}

describe('bad bytes get a clear error and lose nothing', () => {
  it.each(TARGETS)(
    '$name',
    async ({ args, file, seeds, beside }) => {
      for (const seed of seeds) expect(await brokenPromises(args, { ...beside, [file]: seed })).toEqual([]);
      const runs = await fuzz(bytesLike(seeds), async (wounded) => {
        expect(await brokenPromises(args, { ...beside, [file]: wounded })).toEqual([]);
      });
      expect(runs).toBeGreaterThan(0);
    },
    BUDGET_MS * 10,
  );
});

describe('names from the command line', () => {
  const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
  // What a shell, a path or a flag parser could act on; the sentinel file would show that something was run.
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom('; touch hit', '$(touch hit)', '`touch hit`', '| touch hit', '../x', '-n', '--out=hit', 'a\nb', 'a b', ''),
  );

  it.each([
    ['closed-loop run --scenario drift --out out', '--k8s-namespace'],
    ['closed-loop run --scenario drift --out out', '--k8s-deployment'],
    ['k8s preflight --out out', '--k8s-namespace'],
    ['k8s preflight --out out', '--k8s-deployment'],
    ['eval k8s --out out', '--k8s-namespace'],
    ['install k8s-runner --out out', '--namespace'],
    ['install k8s-runner --out out', '--job-name'],
  ])(
    '%s %s: refused unless they are names',
    async (call, flag) => {
      const runs = await fuzz(hostile, async (name) => {
        fc.pre(!dnsLabel.test(name));
        expect(await brokenPromises([...call.split(' '), `${flag}=${name}`], {}, 2)).toEqual([]);
      });
      expect(runs).toBeGreaterThan(0);
    },
    BUDGET_MS * 10,
  );
});
