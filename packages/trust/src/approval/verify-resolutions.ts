import { APPROVAL_MAX_LIFETIME_S, type Resolution, type ResolutionTerminal } from '@modekeeper/contracts';
import { judgeQuorum, type Quorum, type Vote } from './quorum.ts';
import { signedBy } from './signed-by.ts';
import { ISSUED_AT_TOLERANCE_S, type QuorumInput, type QuorumReason } from './types.ts';

export type ResolutionsResult = (Quorum & { ok: true; terminal: ResolutionTerminal }) | { ok: false; reason: QuorumReason };

/**
 * Do these resolutions settle this plan? Signed and pinned like approvals of the cluster's level; all that count must say
 * the same terminal state. A resolution is good for 24 h from its `issued_at`.
 */
export async function verifyResolutions(input: QuorumInput): Promise<ResolutionsResult> {
  const votes: Vote[] = [];
  const faults: QuorumReason[] = [];
  const terminals = new Set<ResolutionTerminal>();
  for (const envelope of input.envelopes) {
    const signed = await signedBy(input, envelope, 'resolution');
    if (!signed.ok) {
      faults.push(signed.reason);
      continue;
    }
    const { payload, digest, key_ids } = signed.document;
    const fault = faultOf(input, payload, key_ids);
    if (fault !== null) {
      faults.push(fault);
      continue;
    }
    terminals.add(payload.terminal);
    votes.push({ role: signed.role, keyid: signed.keyids[0] ?? '', digest, key_id: payload.person.key_id, nonce: payload.nonce });
  }
  const quorum = judgeQuorum(input, votes, faults);
  if (!quorum.ok) return quorum;
  const [terminal, ...others] = terminals;
  return terminal === undefined || others.length > 0 ? { ok: false, reason: 'approval_mismatch' } : { ...quorum, terminal };
}

function faultOf(input: QuorumInput, resolution: Resolution, key_ids: readonly string[]): QuorumReason | null {
  if (resolution.plan_digest !== input.plan_digest) return 'approval_mismatch';
  if (!key_ids.includes(resolution.person.key_id)) return 'approval_invalid';
  if (resolution.issued_at > input.now + ISSUED_AT_TOLERANCE_S) return 'approval_invalid';
  if (input.now - resolution.issued_at >= APPROVAL_MAX_LIFETIME_S) return 'approval_expired';
  return (input.used_nonces.get(resolution.nonce) ?? input.plan_digest) === input.plan_digest ? null : 'approval_used';
}
