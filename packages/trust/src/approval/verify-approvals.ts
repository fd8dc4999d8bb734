import { APPROVAL_MAX_LIFETIME_S, type Approval } from '@modekeeper/contracts';
import { judgeQuorum, type Quorum, type Vote } from './quorum.ts';
import { type Role, signedBy } from './signed-by.ts';
import { ISSUED_AT_TOLERANCE_S, type QuorumInput, type QuorumReason } from './types.ts';

export type ApprovalsInput = QuorumInput & { effect_digest: string };

/**
 * Gate 5: are these approvals enough for this plan and this effect, now? Pure; the caller records what counted.
 * A valid `reject` by a key of the cluster's level refuses, whatever else was approved.
 * @returns what counted, or the reason code of the first fault
 */
export async function verifyApprovals(input: ApprovalsInput): Promise<Quorum> {
  const votes: Vote[] = [];
  const faults: QuorumReason[] = [];
  for (const envelope of input.envelopes) {
    const signed = await signedBy(input, envelope, 'approval');
    if (!signed.ok) {
      faults.push(signed.reason);
      continue;
    }
    const { payload, digest, key_ids } = signed.document;
    const fault = faultOf(input, payload, signed.role, key_ids);
    if (fault !== null) faults.push(fault);
    else if (payload.decision === 'reject') return { ok: false, reason: 'rejected_by_person' };
    else
      votes.push({
        role: signed.role,
        keyid: signed.keyids[0] ?? '',
        digest,
        key_id: payload.approver.key_id,
        nonce: payload.nonce,
      });
  }
  return judgeQuorum(input, votes, faults);
}

function faultOf(input: ApprovalsInput, approval: Approval, role: Role, key_ids: readonly string[]): QuorumReason | null {
  if (approval.plan_digest !== input.plan_digest) return 'approval_mismatch';
  if (approval.effect_digest !== input.effect_digest) return 'effect_changed';
  if (!key_ids.includes(approval.approver.key_id)) return 'approval_invalid';
  // A person approves under the level that the cluster demands; the control plane's word is L0 at every level.
  if (approval.level !== (role === 'approval' ? 'L0' : input.level)) return 'approval_invalid';
  const lifetime = approval.expires_at - approval.issued_at;
  if (lifetime <= 0 || lifetime > APPROVAL_MAX_LIFETIME_S) return 'approval_invalid';
  if (approval.issued_at > input.now + ISSUED_AT_TOLERANCE_S) return 'approval_invalid';
  if (input.now >= approval.expires_at) return 'approval_expired';
  return (input.used_nonces.get(approval.nonce) ?? input.plan_digest) === input.plan_digest ? null : 'approval_used';
}
