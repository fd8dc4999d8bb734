import { evalLines, evalRollUp } from '@modekeeper/evidence';
import type { Run } from '../../cli/spec.ts';
import { startTiming } from '../../io/times.ts';
import { findInputs } from './find-inputs.ts';
import { rollUpPaths, writeRollUp } from './write-roll-up.ts';

/** `mk eval`. */
export const runEval: Run = async (io, flags) => {
  const timing = startTiming(io.now);
  const inputs = findInputs(io, flags);
  const report = evalRollUp(inputs, timing.finish(), rollUpPaths(flags, 'eval').all);
  writeRollUp(io, flags, { name: 'eval', report, lines: evalLines(report) });
  return 0;
};
