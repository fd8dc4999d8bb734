import type { Explain } from '../../io/explain.ts';
import { firstBlocked } from './apply-fields.ts';
import type { LoopReport } from './report.ts';

/** The events that end a tick: what came of applying, and what was decided. */
export function explainDecision(report: LoopReport, explain: Explain): void {
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
