import type { GuardResult } from '@modekeeper/engine';
import type { Applied } from '../../apply/apply-plan.ts';
import type { RunGates } from '../../apply/run-gates.ts';
import type { KillSwitch } from '../../io/kill-switch.ts';
import type { Verified } from '../k8s/verify.ts';

/** How far applying came in a tick. */
export type ApplyProgress = {
  /** Gates 1 and 2. */
  run: RunGates;
  /** As it was read last. */
  kill: KillSwitch;
  verified: Verified | null;
  applied: Applied | null;
  /** Reason of the gate or check that left nothing to be applied. */
  blocked_reason: string | null;
};

/** What a report says of applying; `progress` is null in a dry run, in which no gate was asked and no request sent. */
export function applyFields(kill: KillSwitch, progress: ApplyProgress | null) {
  const verified = progress?.verified ?? null;
  const applied = progress?.applied ?? null;
  const apply_attempted = applied?.attempted ?? false;
  return {
    apply_requested: progress !== null,
    dry_run: progress === null,
    apply_attempted,
    // Where nothing was sent there is nothing to be ok.
    apply_ok: apply_attempted ? (applied?.report.ok ?? null) : null,
    k8s_apply_rc: applied?.exit ?? null,
    kill_switch_active: kill.active,
    kill_switch_signal: kill.signal,
    ...licenseFields(progress),
    internal_override: null,
    verify_ok: verified?.ok ?? null,
    verify_blocker_kind: verified?.blocker?.kind ?? null,
    verify_rbac_hint: verified?.rbac_hint ?? null,
    k8s_verify_report_path: verified?.path ?? null,
    k8s_apply_report_path: applied?.paths.report ?? null,
    verify_after_apply_report_path: applied?.paths.verify_after_apply ?? null,
    rollback_report_path: applied?.paths.rollback_attempt ?? null,
    verify_after_apply_verdict: applied?.verify_after_apply_verdict ?? 'not_run',
    rollback_verdict: applied?.rollback_verdict ?? 'not_run',
    apply_blocked_reason: progress?.blocked_reason ?? null,
    apply_decision_summary: decisionSummary(progress),
  };
}

/** The licence gate as it was judged last. */
function licenseFields(progress: ApplyProgress | null) {
  const report = progress?.applied?.report;
  const license = progress?.run.license ?? null;
  if (report !== undefined && report.license_ok !== null) {
    const { entitlements_summary, license_expires_at, license_ok, license_path, license_reason, paid_enabled } = report;
    return { paid_enabled, license_path, license_ok, license_reason, license_expires_at, entitlements_summary };
  }
  return {
    paid_enabled: license?.block_reason === null,
    license_path: license?.license_path ?? null,
    license_ok: license?.license_ok ?? null,
    license_reason: license?.reason ?? null,
    license_expires_at: license?.expires_at ?? null,
    entitlements_summary: license?.entitlements_summary ?? null,
  };
}

function decisionSummary(progress: ApplyProgress | null): string {
  if (progress === null) return 'apply not requested (dry-run)';
  const { applied, blocked_reason } = progress;
  if (blocked_reason !== null) return `apply blocked: ${blocked_reason}`;
  if (!applied?.attempted) return 'apply not attempted';
  return `apply executed: ${applied.report.ok ? 'ok' : 'failed'}`;
}

/** How often each reason stands in results that are blocked, or applied. */
export function countReasons(results: readonly GuardResult[], which: 'blocked' | 'applied'): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const result of results) {
    if (!result[which]) continue;
    const reason = result.reason.trim() || 'unknown';
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}

/** Reason of the first blocked result, in proposed order. */
export function firstBlocked(results: readonly GuardResult[]): string | null {
  return results.find(({ blocked }) => blocked)?.reason ?? null;
}
