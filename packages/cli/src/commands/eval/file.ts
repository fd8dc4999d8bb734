import { join } from 'node:path';
import { type Action, compareCodePoints, type Signals } from '@modekeeper/contracts';
import { detectSignals, environmentOf, freshMemory, tickClosedLoop } from '@modekeeper/engine';
import { printSummary } from '../../cli/io.ts';
import type { Run } from '../../cli/spec.ts';
import { openExplain } from '../../io/explain.ts';
import { writeArtifact, writeWhole } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { policyOf } from '../../io/policy-flag.ts';
import { startTiming } from '../../io/times.ts';
import { assessObservation } from '../../observe/assess.ts';
import { observe } from '../../observe/collect.ts';
import { traceFormat } from '../../observe/trace-file.ts';
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
  explain('eval_start', { source: 'file', out, duration_ms: null, policy });
  const observed = await observe(io, { source: 'file', path });
  const { samples } = observed;
  const signals = detectSignals(samples);
  const proposed = propose(policy, signals);
  explain('eval_signals', { sample_count: samples.length, signals, proposed_actions_count: proposed.length });
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
    source: 'file',
    policy,
    read_only: true,
    apply_requested: false,
    dry_run: true,
    telemetry_points_included: samples.some(({ loss, throughput }) => loss !== null && throughput > 0),
    signals,
    environment: environmentOf(samples),
    proposed_actions_count: proposed.length,
    proposed_actions: sortActions(proposed),
    verify_ok: null,
    top_blocker: null,
    artifacts,
    key_artifacts: Object.values(artifacts)
      .flatMap((artifact) => artifact ?? [])
      .sort(compareCodePoints),
    ...assessObservation(observed, signals, proposed.length),
    observe_path: path,
    observe_ingest: observed.observe_ingest,
  };
  writeArtifact(folder, 'eval_latest.json', report);
  writeWhole(join(folder, 'eval_summary.md'), evalSummary(report));
  explain('eval_report', { path: artifacts.eval_latest_path, summary_path: artifacts.eval_summary_path });
  printSummary(io, evalStdout(report));
  return 0;
};

/** What a first tick proposes; checks and plans are for the closed loop. */
function propose(policy: ReturnType<typeof policyOf>, signals: Signals): Action[] {
  const limits = { cooldown_s: 0, max_delta_per_step: 0 };
  return tickClosedLoop(freshMemory(), { signals, policy, limits, passport: null, now_ms: 0 }).proposed;
}

/** By knob, target, reason, chord; an action without a chord has no such member. */
function sortActions(actions: readonly Action[]): Partial<Action>[] {
  const order = (left: Action, right: Action): number =>
    compareCodePoints(left.knob, right.knob) ||
    left.target - right.target ||
    compareCodePoints(left.reason, right.reason) ||
    compareCodePoints(left.chord ?? '', right.chord ?? '');
  return actions.toSorted(order).map(({ chord, ...rest }) => (chord === null ? rest : { ...rest, chord }));
}
