import { join } from 'node:path';
import { type Io, printSummary } from '../../cli/io.ts';
import type { ExitCode } from '../../cli/spec.ts';
import type { Explain } from '../../io/explain.ts';
import { writeArtifact, writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import type { startTiming } from '../../io/times.ts';
import { type judgeObservation, keyArtifacts } from './judge.ts';
import { evalStdout, evalSummary } from './summary.ts';

export type EvalFindings = {
  /** As given. */
  out: string;
  timing: ReturnType<typeof startTiming>;
  explain: Explain;
  judged: ReturnType<typeof judgeObservation>['judged'];
  verify_ok: boolean | null;
  top_blocker: string | null;
  /** What else was read or written; null: not in this evaluation. */
  paths: Record<'observe_input_path' | 'k8s_plan_path' | 'k8s_kubectl_plan_path' | 'k8s_verify_report_path', string | null>;
  /** Fields of this source alone. */
  own: Readonly<Record<string, unknown>>;
};

/** Ends an evaluation (contract page `evidence`, "eval.v0, variant A"): its report, its summary, its line on stdout. */
export function writeEval(io: Io, { explain, judged, out, own, paths, timing, top_blocker, verify_ok }: EvalFindings): ExitCode {
  const folder = resolveFrom(io, out);
  const artifacts = {
    eval_latest_path: join(out, 'eval_latest.json'),
    eval_summary_path: join(out, 'eval_summary.md'),
    explain_path: join(out, 'explain.jsonl'),
    ...paths,
  };
  const report = {
    schema_version: 'eval.v0',
    ...timing.finish(),
    out_dir: out,
    ...judged,
    verify_ok,
    top_blocker,
    artifacts,
    key_artifacts: keyArtifacts(artifacts),
    ...own,
  };
  writeArtifact(folder, 'eval_latest.json', report);
  writeWhole(join(folder, 'eval_summary.md'), evalSummary(report));
  explain('eval_report', { path: artifacts.eval_latest_path, summary_path: artifacts.eval_summary_path });
  printSummary(io, evalStdout(report));
  return 0;
}
