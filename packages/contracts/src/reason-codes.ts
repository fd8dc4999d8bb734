import { z } from 'zod';

/** Gates in the order of safety.md, section 1; gate 0 is the mode. */
export const GATE_NAMES = ['mode', 'kill_switch', 'license', 'verify', 'passport', 'approval', 'second_lock'] as const;
export const gateNameSchema = z.enum(GATE_NAMES);
export type GateName = z.infer<typeof gateNameSchema>;

export const MODE_REASONS = ['mode_observe', 'mode_verify'] as const;
export const KILL_REASONS = ['kill_switch_active', 'kill_switch_unreliable', 'kill_state_stale'] as const;
/** licensing.md, "Apply licence gate". Clocks that differ show as `license_invalid`, failure code `clock_untrusted`. */
export const LICENSE_REASONS = [
  'license_missing',
  'license_invalid',
  'license_expired',
  'license_revoked',
  'license_revocation_stale',
  'binding_mismatch',
  'entitlement_missing',
] as const;
export const VERIFY_REASONS = ['verify_missing', 'verify_failed', 'verify_stale', 'diff_unstable'] as const;
/** kubernetes.md, blocker priority of `k8s verify`. */
export const VERIFY_BLOCKERS = [
  'kubectl_missing',
  'cluster_unreachable',
  'namespace_missing',
  'deployment_missing',
  'rbac_denied',
  'dry_run_failed',
  'unknown',
] as const;
/** passports.md and safety.md, gate 4. */
export const PASSPORT_REASONS = [
  'passport_missing',
  'passport_invalid',
  'passport_mismatch',
  'passport_apply_disabled',
  'chord_not_allowed',
  'actuator_not_allowed',
  'knob_out_of_bounds',
  'max_delta_exceeded',
  'knob_unset',
  'knob_not_declared',
  'cooldown_active',
  'budget_exceeded',
  'required_signal_missing',
  'freeze_window',
  'quarantine_active',
  'invariant_unknown',
  'invariant_violated',
  'foreign_mutation',
  'rollback_impossible',
  'gitops_owned',
  'unsafe_rollout_strategy',
  'unknown_chord',
] as const;
export const APPROVAL_REASONS = [
  'approval_required',
  'approval_invalid',
  'approval_expired',
  'approval_used',
  'approval_mismatch',
  'approval_threshold_not_met',
  'approval_by_author',
  'key_purpose_mismatch',
] as const;
export const SECOND_LOCK_REASONS = ['second_lock_absent'] as const;
/** What a transition, a receipt or a refused dispatch may carry besides a gate's reason. */
export const PLAN_REASONS = [
  'proposed',
  'verified',
  'approved',
  'dispatched',
  'apply_started',
  'all_sent',
  'no_change',
  'preimage_changed',
  'effect_changed',
  'changes_superseded',
  'same_changes_open',
  'uid_changed',
  'target_missing',
  'namespace_missing',
  'plan_unknown',
  'plan_digest_mismatch',
  'plan_invalid',
  'wrong_cluster',
  'journal_lost',
  'journal_full',
  'cluster_revoked',
  'lease_lost',
  'plan_expired',
  'send_deadline',
  'cancelled_by_person',
  'rejected_by_person',
  'resolved_by_person',
  'resource_version_conflict',
  'foreign_write',
  'api_refused',
  'api_invalid',
  'api_forbidden',
  'api_throttled',
  'api_unreachable',
  'api_timeout',
  'read_back_failed',
  'crash_recovered',
  'retry_limit',
  'values_differ',
  'values_unreadable',
  'rollout_timeout',
  'rollout_failed',
  'rollout_superseded',
  'rollout_unreadable',
  'not_acknowledged',
  'work_rate_worse',
  'work_rate_missing',
  'work_rate_inconclusive',
  'checks_passed',
  'rollback_complete',
  'rollback_failed',
  'field_taken_over',
  'time_limit',
] as const;

/** Advice that may not become a plan (connector.md, "Observation"), and refusals to propose. */
export const ADVICE_REASONS = [
  'advice_batch_knobs',
  'advice_gpu_saturated',
  'advice_selector_target',
  'proposal_cooldown',
  'proposal_backoff',
  'not_enough_samples',
] as const;

/** Notes shown before approval; they never block. */
export const PLAN_NOTES = ['next_deploy_conflicts', 'next_deploy_reverts', 'empty_plan'] as const;
export const planNoteSchema = z.enum(PLAN_NOTES);
export type PlanNote = z.infer<typeof planNoteSchema>;

const everyReason = [
  ...MODE_REASONS,
  ...KILL_REASONS,
  ...LICENSE_REASONS,
  ...VERIFY_REASONS,
  ...VERIFY_BLOCKERS,
  ...PASSPORT_REASONS,
  ...APPROVAL_REASONS,
  ...SECOND_LOCK_REASONS,
  ...PLAN_REASONS,
  ...ADVICE_REASONS,
] as const;

/** Every code that a plan, gate, transition or receipt of ours may carry, each once. */
export const REASON_CODES = [...new Set(everyReason)] as readonly (typeof everyReason)[number][];
export type ReasonCode = (typeof everyReason)[number];
export const verifyBlockerSchema = z.enum(VERIFY_BLOCKERS);
export type VerifyBlocker = z.infer<typeof verifyBlockerSchema>;

/**
 * A reason as read from the wire: a newer peer may know codes that this build does not, and a receipt must not be lost
 * for that. Writers use `ReasonCode`.
 */
export const wireReasonSchema = z.string().regex(/^[a-z][a-z0-9_.]{0,79}$/);
