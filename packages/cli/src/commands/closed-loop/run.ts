import { freshMemory } from '@modekeeper/engine';
import type { Run } from '../../cli/spec.ts';
import { iterate } from './iterate.ts';
import { loopSettings } from './settings.ts';

/** `mk closed-loop run`: one tick on fresh memory, in a dry run. */
export const runClosedLoop: Run = async (io, flags) => {
  const settings = loopSettings(io, flags);
  const { report } = await iterate(io, settings, freshMemory(), { out: flags.text('out'), tick: 0 });
  io.progress(report.decision_summary.join(' '));
  return 0;
};
