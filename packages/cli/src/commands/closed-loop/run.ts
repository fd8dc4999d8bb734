import { freshMemory } from '@modekeeper/engine';
import type { Run } from '../../cli/spec.ts';
import { applyingOf } from './applying.ts';
import { iterate } from './iterate.ts';
import { loopSettings } from './settings.ts';

/** `mk closed-loop run`: one tick on fresh memory; with `--apply` its exit code is that of `k8s apply`. */
export const runClosedLoop: Run = async (io, flags) => {
  const settings = loopSettings(io, flags);
  const out = flags.text('out');
  const place = { out, tick: 0, applying: applyingOf(io, settings, out), on_signal: 'end' as const };
  using iteration = await iterate(io, settings, freshMemory(), place);
  const { error, exit, report } = iteration;
  io.progress(report.decision_summary.join(' '));
  if (error !== null) io.err(`ERROR: ${error}`);
  return exit;
};
