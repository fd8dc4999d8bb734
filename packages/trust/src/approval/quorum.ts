import type { Role } from './signed-by.ts';
import type { CountedDocument, QuorumInput, QuorumReason } from './types.ts';

/** One document that passed every test of its own. */
export type Vote = CountedDocument & { role: Role; keyid: string };

export type Quorum = { ok: true; counted: CountedDocument[] } | { ok: false; reason: QuorumReason };

/**
 * Is it enough for the level? L0: the control plane. L1: the control plane and one pinned approver. L2: `threshold`
 * different pinned approvers (safety.md, gate 5). Votes count by key, not by document.
 * @param faults reasons of the documents that did not count, in order; the first explains a missing quorum best
 */
export function judgeQuorum(
  input: Pick<QuorumInput, 'level' | 'threshold'>,
  votes: readonly Vote[],
  faults: readonly QuorumReason[],
): Quorum {
  const people = new Set(votes.filter((vote) => vote.role === 'approver').map((vote) => vote.keyid)).size;
  const control_plane = votes.some((vote) => vote.role === 'approval');
  // A threshold below 1 or no whole number is a configuration fault; it must not open the gate.
  const threshold = Number.isSafeInteger(input.threshold) && input.threshold >= 1 ? input.threshold : Number.POSITIVE_INFINITY;
  const enough = { L0: control_plane, L1: control_plane && people >= 1, L2: people >= threshold }[input.level];
  if (enough) return { ok: true, counted: votes.map(({ digest, key_id, nonce }) => ({ digest, key_id, nonce })) };
  return { ok: false, reason: faults[0] ?? (votes.length === 0 ? 'approval_required' : 'approval_threshold_not_met') };
}
