import { join } from 'node:path';
import { printSummary } from '../../cli/io.ts';
import type { Run } from '../../cli/spec.ts';
import { openExplain } from '../../io/explain.ts';
import { writeArtifact, writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { policyOf } from '../../io/policy-flag.ts';
import { startTiming } from '../../io/times.ts';
import { observe } from '../../observe/collect.ts';
import { traceFormat } from '../../observe/trace-file.ts';
import { judgeObservation, keyArtifacts } from './judge.ts';
import { evalStdout, evalSummary } from './summary.ts';

/** `mk eval file`: what a trace shows and what would be proposed; read-only. */
export const runEvalFile: Run = async (io, flags) => {
  const timing = startTiming(io.now);
  const out = flags.text('out');
  const path = flags.text('path');
  const policy = policyOf(flags);
  traceFormat(path);
  const folder = resolveFrom(io, out);
  const explain = openExplain(folder, io.now);
  explain('eval_start', { source: 'file', out, duration_ms: 0, policy });
  using observed = await observe(io, { source: 'file', path });
  const { judged } = judgeObservation(observed, policy, explain);
  const artifacts = {
    eval_latest_path: join(out, 'eval_latest.json'),
    eval_summary_path: join(out, 'eval_summary.md'),
    explain_path: join(out, 'explain.jsonl'),
    observe_input_path: path,
    k8s_plan_path: null,
    k8s_kubectl_plan_path: null,
    k8s_verify_report_path: null,
  };
  const report = {
    schema_version: 'eval.v0',
    ...timing.finish(),
    out_dir: out,
    ...judged,
    verify_ok: null,
    top_blocker: null,
    artifacts,
    key_artifacts: keyArtifacts(artifacts),
    observe_path: path,
    observe_ingest: observed.observe_ingest,
  };
  writeArtifact(folder, 'eval_latest.json', report);
  writeWhole(join(folder, 'eval_summary.md'), evalSummary(report));
  explain('eval_report', { path: artifacts.eval_latest_path, summary_path: artifacts.eval_summary_path });
  printSummary(io, evalStdout(report));
  return 0;
};
