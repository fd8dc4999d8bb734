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
    ...applyLines(report).map(keyLine),
    ...bulletLines('proposed', report.proposed.map(arrow)),
    ...bulletLines('applied', applied),
  ];
  return `${lines.join('\n')}\n`;
}

/** Lines that only applying has: what stood in the way of the plan, then counts. */
function applyLines(report: LoopReport): [string, unknown][] {
  const { apply_attempted, apply_ok, applied_reasons, blocked_reasons, proposed, results, verify_rbac_hint } = report;
  const blocker: [string, unknown][] = [['verify_blocker_kind', report.verify_blocker_kind]];
  if (verify_rbac_hint !== null) blocker.push(['verify_rbac_hint', verify_rbac_hint]);
  const counts: [string, unknown][] = [
    ['apply_attempted', apply_attempted],
    ['apply_ok', apply_ok ?? 'n/a'],
    ['proposed_n', proposed.length],
    ['results_n', results.length],
    ['results_eq_proposed', results.length === proposed.length],
    ['blocked_reasons', blocked_reasons],
    ['applied_reasons', applied_reasons],
  ];
  return [...(report.verify_ok === false ? blocker : []), ...(report.apply_requested ? counts : [])];
}
