import type { GuardResult } from '@modekeeper/engine';
import type { KillSwitch } from '../../io/kill-switch.ts';

/** What a report says of applying in a dry run: no gate was asked and no request was sent. */
export function dryRunFacts(kill: KillSwitch) {
  return {
    apply_requested: false,
    dry_run: true,
    apply_attempted: false,
    apply_ok: null,
    k8s_apply_rc: null,
    kill_switch_active: kill.active,
    kill_switch_signal: kill.signal,
    paid_enabled: false,
    license_path: null,
    license_ok: null,
    license_reason: null,
    license_expires_at: null,
    entitlements_summary: null,
    internal_override: null,
    verify_ok: null,
    verify_blocker_kind: null,
    verify_rbac_hint: null,
    k8s_verify_report_path: null,
    k8s_apply_report_path: null,
    verify_after_apply_report_path: null,
    rollback_report_path: null,
    verify_after_apply_verdict: 'not_run',
    rollback_verdict: 'not_run',
    apply_blocked_reason: null,
    apply_decision_summary: 'apply not requested (dry-run)',
  } as const;
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
