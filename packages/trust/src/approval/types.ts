import type { ApprovalLevel, DsseEnvelope, ReasonCode } from '@modekeeper/contracts';
import type { Keyring } from '../keyring/keyring.ts';

/** Clocks of people and machines may differ by this much, in seconds. */
export const ISSUED_AT_TOLERANCE_S = 300;

/** What a connector knows when it judges approvals or resolutions. Times in epoch seconds. */
export type QuorumInput = {
  /** Level that the customer set in the chart; the cloud cannot lower it. */
  level: ApprovalLevel;
  /** m of "m of n" at L2; L0 and L1 need one. */
  threshold: number;
  envelopes: readonly DsseEnvelope[];
  plan_digest: string;
  /** Keys of the control plane, purpose `approval` (Helm value `trust.approvalKeys`). */
  approval_keys: Keyring;
  /** Keys of people, purpose `approver` (Helm value `trust.approverKeys`). */
  approver_keys: Keyring;
  /** keyid (`sha256:` + hex) of the plan's author; its key approves nothing. */
  author_key_id: string | null;
  now: number;
  /** Nonces used before, with the plan that used them; the same plan may go on with its own. */
  used_nonces: ReadonlyMap<string, string>;
};

export type QuorumReason = Extract<
  ReasonCode,
  | 'approval_required'
  | 'approval_invalid'
  | 'approval_expired'
  | 'approval_used'
  | 'approval_mismatch'
  | 'approval_threshold_not_met'
  | 'approval_by_author'
  | 'effect_changed'
  | 'key_purpose_mismatch'
  | 'rejected_by_person'
>;

/** A document that counted: what the journal records at claim. */
export type CountedDocument = { digest: string; key_id: string; nonce: string };
