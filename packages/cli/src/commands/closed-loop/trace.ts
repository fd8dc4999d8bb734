import { traceChord } from '@modekeeper/engine';
import { firstBlocked } from './apply-fields.ts';
import type { LoopReport } from './report.ts';

/** decision_trace_event.v0 of a tick (contract page `closed-loop`). */
export function traceEvent(report: LoopReport, tick: number) {
  const { burst, drift, gpu_saturated, incident, notes, straggler } = report.signals;
  const { apply_attempted, apply_ok, apply_requested, blocked_reasons, dry_run } = report;
  const { kill_switch_active, kill_switch_signal, verify_ok } = report;
  const { apply_blocked_reason, rollback_verdict, verify_after_apply_verdict } = report;
  return {
    schema_version: report.audit_trace.schema_version,
    tick,
    mode: report.mode,
    signals: { drift, burst, straggler, gpu_saturated, incident, notes },
    chord: traceChord(report.proposed),
    actions: report.proposed,
    results: {
      apply_requested,
      dry_run,
      apply_attempted,
      apply_ok,
      verify_ok,
      blocked_reason: firstBlocked(report.results),
      kill_switch_active,
      kill_switch_signal,
      blocked_reasons,
      ...(apply_requested ? { apply_blocked_reason, verify_after_apply_verdict, rollback_verdict } : {}),
    },
  };
}
