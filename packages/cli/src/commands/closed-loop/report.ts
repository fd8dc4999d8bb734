import type { Signals } from '@modekeeper/contracts';
import { summarizeDecision, type TickOutcome } from '@modekeeper/engine';
import { costInputs, estimateOpportunity, summarizeValue } from '@modekeeper/value';
import type { Io } from '../../cli/io.ts';
import type { KillSwitch } from '../../io/kill-switch.ts';
import type { Timing } from '../../io/times.ts';
import type { WrittenPlan } from '../../io/write-plan.ts';
import { assessObservation } from '../../observe/assess.ts';
import type { Observation } from '../../observe/collect.ts';
import { type ApplyProgress, applyFields, countReasons } from './apply-fields.ts';
import type { LoopSettings } from './settings.ts';

export type ReportFacts = {
  out: string;
  settings: LoopSettings;
  observed: Observation;
  /** Of this tick; in drift-k8s mode they come from the Deployment. Assessment and opportunity are of the samples whatever the mode. */
  signals: Signals;
  tick: TickOutcome;
  plan: WrittenPlan;
  kill: KillSwitch;
  /** Null: a dry run. */
  progress: ApplyProgress | null;
  times: ReturnType<Timing['finish']>;
};
export type LoopReport = ReturnType<typeof loopReport>;

/** closed_loop_latest.json (contract page `closed-loop`). */
export function loopReport(io: Pick<Io, 'env'>, facts: ReportFacts) {
  const { kill, observed, plan, settings, signals, tick } = facts;
  const { window } = observed;
  const { proposed, results } = tick;
  const costs = costInputs(io.env);
  const opportunity = estimateOpportunity(window, costs);
  const isRecording = settings.record_path !== null;
  return {
    schema_version: 'v0',
    ...facts.times,
    out_dir: facts.out,
    mode: 'CLOSED_LOOP',
    policy: settings.policy,
    detector: settings.detector,
    source: observed.source,
    scenario: settings.scenario,
    synthetic_default: settings.synthetic_default,
    signals,
    telemetry: window.telemetry,
    environment: window.environment,
    proposed,
    proposed_actions_count: proposed.length,
    ...opportunity,
    value_summary: summarizeValue(opportunity.opportunity_hours_est, window.latencies, costs),
    results,
    applied: results.filter(({ applied }) => applied).map(({ action }) => action),
    ...plan,
    k8s_namespace: settings.namespace,
    k8s_deployment: settings.deployment,
    decision_summary: summarizeDecision(signals, proposed),
    ...applyFields(kill, facts.progress),
    passport_id: settings.passport?.name ?? null,
    status: 'ok',
    blocked_reasons: countReasons(results, 'blocked'),
    applied_reasons: countReasons(results, 'applied'),
    observe_record_raw_path: isRecording ? observed.record.record_raw_path : null,
    observe_record_raw_lines_written: isRecording ? observed.record.record_raw_lines_written : null,
    safety_cooldown_s: settings.limits.cooldown_s,
    safety_max_delta_per_step: settings.limits.max_delta_per_step,
    audit_trace: { path: 'decision_trace_latest.jsonl', schema_version: 'decision_trace_event.v0' },
    ...assessObservation(observed, proposed.length),
    ...(observed.source === 'file' ? { observe_ingest: observed.observe_ingest } : {}),
  };
}
