import type { Action } from '@modekeeper/contracts';
import { assessmentLines } from '@modekeeper/evidence';
import { bulletLines, keyLine } from '../../io/summary.ts';
import type { LoopReport } from './report.ts';

/** Lines of summary.md before the assessment, and after it, in the contract's order. */
const HEAD = [
  'started_at',
  'finished_at',
  'duration_s',
  'mode',
  'policy',
  'apply_requested',
  'dry_run',
  'kill_switch_active',
  'kill_switch_signal',
  'paid_enabled',
  'verify_ok',
  'apply_decision_summary',
  'apply_blocked_reason',
] as const;
const TAIL = [
  'opportunity_hours_est',
  'opportunity_tokens_est',
  'opportunity_usd_est',
  'opportunity_assumptions',
  'k8s_plan_path',
  'k8s_plan_items',
  'k8s_kubectl_plan_path',
  'k8s_namespace',
  'k8s_deployment',
  'k8s_verify_report_path',
  'k8s_apply_report_path',
] as const;

/** Text of summary.md of a run. */
export function loopSummary(report: LoopReport): string {
  const arrow = ({ knob, target }: Action) => `${knob} -> ${target}`;
  const applied = report.results.map(
    ({ action, applied: isApplied, blocked, reason }) =>
      `${arrow(action)} | applied=${isApplied} blocked=${blocked} reason=${reason}`,
  );
  const lines = [
    ...HEAD.map((key) => keyLine([key, report[key]])),
    ...assessmentLines(report).map(keyLine),
    ...TAIL.map((key) => keyLine([key, report[key]])),
    ...bulletLines('proposed', report.proposed.map(arrow)),
    ...bulletLines('applied', applied),
  ];
  return `${lines.join('\n')}\n`;
}
