import { join } from 'node:path';
import { assessmentLines, assessmentOf } from '@modekeeper/evidence';
import type { Io } from '../../cli/io.ts';
import { writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { summaryMarkdown } from '../../io/summary.ts';
import type { Timing } from '../../io/times.ts';
import type { LoopReport } from '../closed-loop/report.ts';
import { readBack } from './read-back.ts';

/** Writes summary.md: what was looked at, what came out, and where it is. */
export function writeQuickSummary(
  io: Pick<Io, 'cwd'>,
  out: string,
  report: LoopReport,
  times: ReturnType<Timing['finish']>,
): void {
  const verify = readBack(io, join(out, 'verify', 'k8s_verify_latest.json'));
  // The roll-up knows that nobody chose this data, where that is so.
  const assessment = assessmentOf(readBack(io, join(out, 'eval', 'eval_latest.json'))) ?? report;
  const roi = readBack(io, join(out, 'roi', 'roi_latest.json'));
  const lines: (readonly [string, unknown])[] = [
    ...Object.entries(times),
    ['source', report.source],
    ['scenario', report.scenario],
    ['synthetic_default', report.synthetic_default],
    ['k8s_namespace', report.k8s_namespace],
    ['k8s_deployment', report.k8s_deployment],
    ...assessmentLines(assessment),
    ['signals_notes', report.signals.notes],
    ['proposed_actions_count', report.proposed_actions_count],
    ['k8s_plan_path', report.k8s_plan_path],
    ['verify_ok', verify?.ok ?? null],
    ['verify_blocker', verify?.verify_blocker ?? null],
    ['roi_ok', roi?.ok ?? null],
    ['top_blocker', roi?.top_blocker ?? null],
    ['opportunity_hours_est', roi?.opportunity_hours_est ?? null],
    ['bundle', join(out, 'export', 'bundle.tar.gz')],
  ];
  writeWhole(join(resolveFrom(io, out), 'summary.md'), summaryMarkdown('Quickstart', lines));
}
