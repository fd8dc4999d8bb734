import type { Run } from '../../cli/spec.ts';
import { openExplain } from '../../io/explain.ts';
import { resolveFrom } from '../../io/paths.ts';
import { policyOf } from '../../io/policy-flag.ts';
import { startTiming } from '../../io/times.ts';
import { observe } from '../../observe/collect.ts';
import { traceFormat } from '../../observe/trace-file.ts';
import { judgeObservation } from './judge.ts';
import { writeEval } from './write-eval.ts';

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
  return writeEval(io, {
    ...{ out, timing, explain, judged },
    verify_ok: null,
    top_blocker: null,
    paths: { observe_input_path: path, k8s_plan_path: null, k8s_kubectl_plan_path: null, k8s_verify_report_path: null },
    own: { observe_path: path, observe_ingest: observed.observe_ingest },
  });
};
