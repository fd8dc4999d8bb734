// Set-up of every test file: properties repeat the same inputs unless told otherwise, so that a run that fails tells of the change that is
// tested, not of luck. Looking for more is a deed of its own: MODEKEEPER_PROPERTY_SEED=random (or a number that a failure printed) and
// MODEKEEPER_PROPERTY_RUNS for properties that name no number themselves. The fuzz stage keeps using other bytes in every run.
import fc from 'fast-check';

const FIXED_SEED = 20_261_126;
const { MODEKEEPER_PROPERTY_RUNS: runs, MODEKEEPER_PROPERTY_SEED: seed } = process.env;

fc.configureGlobal({
  ...(seed === 'random' ? {} : { seed: seed === undefined ? FIXED_SEED : Number(seed) }),
  ...(runs === undefined ? {} : { numRuns: Number(runs) }),
});
