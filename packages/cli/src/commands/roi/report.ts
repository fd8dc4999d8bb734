import { join } from 'node:path';
import {
  lastIterationPath,
  ROI_INPUTS,
  type RoiInputName,
  type RoiInputs,
  type RoiReport,
  readReport,
  reportValue,
  roiLines,
  roiNextSteps,
  roiReport,
} from '@modekeeper/evidence';
import type { Flags } from '../../cli/flags.ts';
import { type Io, printSummary } from '../../cli/io.ts';
import type { Run } from '../../cli/spec.ts';
import { type Explain, openExplain } from '../../io/explain.ts';
import { readOrNull, writeArtifact, writeLatest, writeWhole } from '../../io/files.ts';
import { inputsRoot, resolveFrom } from '../../io/paths.ts';
import { summaryMarkdown } from '../../io/summary.ts';
import { startTiming } from '../../io/times.ts';

/** `mk roi`: the three reports under the inputs root. */
export const runRoi: Run = async (io, flags) => {
  const inputs_root = inputsRoot(io, flags);
  const paths = pathsOf((name) => join(inputs_root, name, `${name}_latest.json`));
  const made = make(io, flags, { paths, more: ['summary.md', 'explain.jsonl'] });
  writeLatest(made.folder, 'roi', { ...made.report, inputs_root }, { now_ms: io.now() });
  writeWhole(join(made.folder, 'summary.md'), made.summary);
  return finish(io, made);
};

/** `mk roi report`: three reports by their paths. */
export const runRoiReport: Run = async (io, flags) => {
  const made = make(io, flags, { paths: pathsOf((name) => flags.text(name)), more: [] });
  writeArtifact(made.folder, 'roi_latest.json', made.report);
  return finish(io, made);
};

type Made = { folder: string; report: RoiReport; summary: string; explain: Explain; roi_path: string; summary_path: string };
type Wanted = { paths: Record<RoiInputName, string>; more: readonly string[] };

function pathsOf(of: (name: RoiInputName) => string): Record<RoiInputName, string> {
  return { preflight: of('preflight'), eval: of('eval'), watch: of('watch') };
}

function make(io: Io, flags: Flags, { more, paths }: Wanted): Made {
  const timing = startTiming(io.now);
  const out = flags.text('out');
  const folder = resolveFrom(io, out);
  const explain = openExplain(folder, io.now);
  explain('roi_start', { out, preflight_path: paths.preflight, eval_path: paths.eval, watch_path: paths.watch });
  const read = (path: string) => readReport(readOrNull(resolveFrom(io, path)));
  const input = (name: RoiInputName) => ({ path: paths[name], report: read(paths[name]) });
  const inputs: RoiInputs = { preflight: input('preflight'), eval: input('eval'), watch: input('watch') };
  explainInputs(explain, inputs);
  const last = lastIterationPath(reportValue(inputs.watch.report));
  const [roi_path, summary_path] = [join(out, 'roi_latest.json'), join(out, 'roi_summary.md')];
  const report = roiReport(
    {
      inputs,
      last_iteration: { path: last, report: last === null ? readReport(null) : read(last) },
      artifacts: [roi_path, summary_path, ...more.map((name) => join(out, name))],
    },
    timing.finish(),
  );
  const { ingest_ok, notes, ok, opportunity_hours_est, proposed_actions_count, top_blocker } = report;
  explain('roi_computed', { ok, ingest_ok, top_blocker, notes, opportunity_hours_est, proposed_actions_count });
  const steps = roiNextSteps(report).map((step) => `- ${step}\n`);
  const summary = `${summaryMarkdown('Value', roiLines(report))}\n## Next steps\n\n${steps.join('')}`;
  return { folder, report, summary, explain, roi_path, summary_path };
}

function explainInputs(explain: Explain, inputs: RoiInputs): void {
  const read = ROI_INPUTS.map((name) => [name, { path: inputs[name].path, ok: inputs[name].report.ok }]);
  explain('roi_read_inputs', { inputs: Object.fromEntries(read) });
  const errors = ROI_INPUTS.flatMap((input) => {
    const { path, report } = inputs[input];
    return report.ok ? [] : [{ input, path, reason: report.reason }];
  });
  if (errors.length > 0) explain('roi_parse_errors', { errors });
}

function finish(io: Io, { explain, folder, report, roi_path, summary, summary_path }: Made): 0 {
  writeWhole(join(folder, 'roi_summary.md'), summary);
  explain('roi_written', { roi_path, summary_path, ok: report.ok });
  printSummary(io, [
    ['roi_ok', report.ok],
    ['top_blocker', report.top_blocker],
    ['opportunity_hours_est', report.opportunity_hours_est],
    ['roi', roi_path],
    ['summary', summary_path],
  ]);
  return 0;
}
