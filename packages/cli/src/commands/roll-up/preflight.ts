import { preflightLines, preflightRollUp } from '@modekeeper/evidence';
import type { Run } from '../../cli/spec.ts';
import { startTiming } from '../../io/times.ts';
import { findInputs } from './find-inputs.ts';
import { rollUpPaths, writeRollUp } from './write-roll-up.ts';

/** `mk preflight`. */
export const runPreflight: Run = async (io, flags) => {
  const timing = startTiming(io.now);
  const inputs = findInputs(io, flags);
  const report = preflightRollUp(inputs, timing.finish(), rollUpPaths(flags, 'preflight').all);
  writeRollUp(io, flags, { name: 'preflight', report, lines: preflightLines(report) });
  return 0;
};
