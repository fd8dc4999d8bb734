import { type DsseEnvelope, isModeKeeperError } from '@modekeeper/contracts';
import { type VerifiedEnvelope, verifyEnvelope } from '../dsse/verify.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { keyidOf } from '../sign/public-key.ts';
import type { QuorumInput, QuorumReason } from './types.ts';

type Kind = 'approval' | 'resolution';
/** By the control plane, or by a pinned person. */
export type Role = 'approval' | 'approver';
export type Signed<K extends Kind> =
  | { ok: true; role: Role; document: VerifiedEnvelope<K>; keyids: string[] }
  | { ok: false; reason: QuorumReason };

/**
 * Finds out whose word an envelope is. Exactly one signature: an approval names its one approver, so a second signature
 * would be somebody's word under another one's name.
 */
export async function signedBy<K extends Kind>(input: QuorumInput, envelope: DsseEnvelope, kind: K): Promise<Signed<K>> {
  const keyid = envelope.signatures[0]?.keyid ?? '';
  if (envelope.signatures.length !== 1) return { ok: false, reason: 'approval_invalid' };
  const role: Role = input.approver_keys.keys.has(keyid) ? 'approver' : 'approval';
  const keyring: Keyring = role === 'approver' ? input.approver_keys : input.approval_keys;
  try {
    const document = await verifyEnvelope(envelope, keyring, { kind, purpose: role, now: input.now });
    const keyids = document.keys.map((key) => keyidOf(key.public_key));
    // One key pinned for both is the control plane's: it must not count as a person too.
    if (role === 'approver' && pinnedFor(input.approval_keys).some((keyid) => keyids.includes(keyid)))
      return { ok: false, reason: 'key_purpose_mismatch' };
    return input.author_key_id !== null && keyids.includes(input.author_key_id)
      ? { ok: false, reason: 'approval_by_author' }
      : { ok: true, role, document, keyids };
  } catch (error) {
    if (!isModeKeeperError(error)) throw error;
    return { ok: false, reason: error.code === 'key_purpose_mismatch' ? 'key_purpose_mismatch' : 'approval_invalid' };
  }
}

function pinnedFor({ keys }: Keyring): string[] {
  return [...keys.values()].map((key) => keyidOf(key.public_key));
}
