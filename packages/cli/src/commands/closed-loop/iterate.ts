import { join } from 'node:path';
import { artifactLine } from '@modekeeper/contracts';
import { type LoopMemory, tickClosedLoop } from '@modekeeper/engine';
import type { Io } from '../../cli/io.ts';
import { type Explain, openExplain } from '../../io/explain.ts';
import { writeLatest, writeWhole } from '../../io/files.ts';
import { readKillSwitch } from '../../io/kill-switch.ts';
import { resolveFrom } from '../../io/paths.ts';
import { writePolicyBundle } from '../../io/policy-bundle.ts';
import { startTiming } from '../../io/times.ts';
import { writePlan } from '../../io/write-plan.ts';
import { observe } from '../../observe/collect.ts';
import { firstBlocked } from './apply-facts.ts';
import { driftPayload, readDriftK8s } from './drift-k8s.ts';
import { type LoopReport, loopReport } from './report.ts';
import type { LoopSettings } from './settings.ts';
import { loopSummary } from './summary.ts';
import { traceEvent } from './trace.ts';

const TRACE = 'decision_trace_latest.jsonl';

export type Iteration = { report: LoopReport; memory: LoopMemory };

/** One tick in a dry run, with all its artifacts in `out`. `tick` counts from 0; later ticks go on with a recording. */
export async function iterate(
  io: Io,
  settings: LoopSettings,
  memory: LoopMemory,
  { out, tick }: { out: string; tick: number },
): Promise<Iteration> {
  const timing = startTiming(io.now);
  const folder = resolveFrom(io, out);
  const explain = openExplain(folder, io.now);
  writeWhole(join(folder, TRACE), '');
  const kill = readKillSwitch(io);
  const { observed, signals } = await collect(io, settings, tick, explain);
  const { limits, passport, policy } = settings;
  const outcome = tickClosedLoop(memory, { signals, policy, limits, passport, now_ms: io.now() });
  explain('closed_loop_proposed', { proposed: outcome.proposed });
  for (const { event, payload } of outcome.explain) explain(event, payload);
  const plan = writePlan({ folder, out }, settings, outcome.targets);
  explain('k8s_plan_written', { path: plan.k8s_plan_path, items: plan.k8s_plan_items });
  explain('k8s_kubectl_plan_written', { path: plan.k8s_kubectl_plan_path, items: plan.k8s_plan_items });
  const times = timing.finish();
  const report = loopReport(io, { out, settings, observed, signals, tick: outcome, plan, kill, times });
  explainDecision(report, explain);
  writeWhole(join(folder, TRACE), `${artifactLine(traceEvent(report, tick))}\n`);
  const now_ms = io.now();
  writePolicyBundle(folder, { policy, passport, rollback: null, now_ms });
  writeWhole(join(folder, 'summary.md'), loopSummary(report));
  writeLatest(folder, 'closed_loop', report, { now_ms });
  explain('closed_loop_report', { path: join(out, 'closed_loop_latest.json') });
  return { report, memory: outcome.memory };
}

async function collect(io: Io, settings: LoopSettings, tick: number, explain: Explain) {
  const drift = await readDriftK8s(io, settings);
  explain('closed_loop_drift_observed_knobs', driftPayload(drift, settings));
  const recording = settings.record_path === null ? undefined : { path: settings.record_path, append: tick > 0 };
  const observed = await observe(io, settings.request, recording);
  const { deployment, namespace } = settings;
  const fromCluster = {
    source: 'k8s',
    namespace,
    deployment,
    observed_knobs: drift.observed_knobs,
    k8s_drift_triggered: drift.signals?.drift ?? false,
    ...observed.record,
  };
  explain('closed_loop_observe_source', drift.signals === null ? observed.payload : fromCluster);
  const signals = drift.signals ?? observed.window.signals;
  explain('closed_loop_signals', { mode: 'CLOSED_LOOP', signals, sample_count: observed.window.sample_count });
  return { observed, signals };
}

function explainDecision(report: LoopReport, explain: Explain): void {
  const { apply_attempted, apply_blocked_reason, apply_ok, apply_requested, dry_run, verify_ok } = report;
  const { k8s_apply_rc, k8s_apply_report_path, k8s_verify_report_path, kill_switch_active, kill_switch_signal } = report;
  explain('closed_loop_apply_result', {
    dry_run,
    apply_requested,
    apply_attempted,
    apply_ok,
    verify_ok,
    blocked_reason: firstBlocked(report.results),
    apply_blocked_reason,
    kill_switch_active,
    kill_switch_signal,
    k8s_verify_report_path,
    k8s_apply_report_path,
    k8s_apply_rc,
  });
  explain('policy_decision', { decision_summary: report.decision_summary, proposed: report.proposed });
}
