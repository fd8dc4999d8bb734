import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { watchLines, watchRollUp } from '@modekeeper/evidence';
import type { Run } from '../../cli/spec.ts';
import { startTiming } from '../../io/times.ts';
import { findInputs } from './find-inputs.ts';
import { rollUpPaths, writeRollUp } from './write-roll-up.ts';

/** `mk watch`. */
export const runWatch: Run = async (io, flags) => {
  const timing = startTiming(io.now);
  const inputs = findInputs(io, flags);
  const { latest, summary } = rollUpPaths(flags, 'watch');
  const last = inputs.plan.report.ok && inputs.plan.path !== null ? dirname(inputs.plan.path) : null;
  const explain = last === null ? null : join(last, 'explain.jsonl');
  const { finished_at, started_at } = timing.finish();
  const report = watchRollUp(inputs, { started_at, finished_at }, flags.int('duration'), {
    watch_latest_path: latest,
    watch_summary_path: summary,
    last_iteration_out_dir: last,
    last_iteration_explain_path: explain !== null && existsSync(explain) ? explain : null,
  });
  writeRollUp(io, flags, { name: 'watch', report, lines: watchLines(report) });
  return 0;
};
