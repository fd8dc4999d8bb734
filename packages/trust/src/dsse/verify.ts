import {
  base64Decode,
  type DsseEnvelope,
  type DsseKind,
  hexEncode,
  type KeyPurpose,
  ModeKeeperError,
} from '@modekeeper/contracts';
import { isInWindow, type Keyring, selectKey, type TrustedKey } from '../keyring/keyring.ts';
import { verify } from '../sign/ed25519.ts';
import { preAuthenticationEncoding } from './pae.ts';
import { parsePayloadBytes, payloadBytes, type ReadPayload } from './read.ts';

export type VerifyEnvelopeOptions<Kind extends DsseKind> = {
  kind: Kind;
  purpose: KeyPurpose;
  /** Signatures by different keys that are needed, 1 by default. */
  threshold?: number;
  /** Epoch seconds; judges the windows of keys that have one. */
  now?: number;
};

export type VerifiedEnvelope<Kind extends DsseKind> = ReadPayload<Kind> & {
  keys: readonly TrustedKey[];
  key_ids: readonly string[];
};

/**
 * Verifies an envelope over its raw payload bytes, then parses them. Signatures by unknown keys are ignored; one by a known
 * key that does not fit, or by a key of another purpose, refuses the whole document.
 * @returns payload, digest (SHA-256 hex of the payload) and the keys that signed
 * @throws ModeKeeperError `payload_type_mismatch`, `document_invalid`, `signature_duplicate`, `key_purpose_mismatch`,
 * `key_expired`, `signature_invalid`, `key_unknown`, `signature_threshold_not_met`, `invalid_json`, `payload_not_canonical`
 */
export async function verifyEnvelope<Kind extends DsseKind>(
  envelope: DsseEnvelope,
  keyring: Keyring,
  options: VerifyEnvelopeOptions<Kind>,
): Promise<VerifiedEnvelope<Kind>> {
  const bytes = payloadBytes(envelope, options.kind);
  const message = preAuthenticationEncoding(envelope.payloadType, bytes);
  const signers = new Map<string, TrustedKey>();
  const seen = new Set<string>();
  for (const { keyid, sig } of envelope.signatures) {
    if (seen.has(keyid)) throw refuse('signature_duplicate', options.kind, `the key ${keyid} signed twice`);
    seen.add(keyid);
    const key = selectKey(keyring, keyid, options.purpose);
    if (key === null) continue;
    if (options.now !== undefined && !isInWindow(key, options.now))
      throw refuse('key_expired', options.kind, `the key ${keyid} is not valid now`);
    const signature = base64Decode(sig);
    if (signature === null || !(await verify(message, signature, key.public_key))) {
      throw refuse('signature_invalid', options.kind, `the signature of ${keyid} does not fit it`);
    }
    // By public key: one key under two ids is one signer.
    signers.set(hexEncode(key.public_key), key);
  }
  if (signers.size === 0) throw refuse('key_unknown', options.kind, 'no key that is trusted here signed it');
  const threshold = options.threshold ?? 1;
  if (signers.size < threshold)
    throw refuse('signature_threshold_not_met', options.kind, `${signers.size} of ${threshold} keys signed it`);
  const keys = [...signers.values()];
  return { ...parsePayloadBytes(options.kind, bytes), keys, key_ids: keys.map((key) => key.kid) };
}

type RefusalCode = 'signature_duplicate' | 'key_expired' | 'signature_invalid' | 'key_unknown' | 'signature_threshold_not_met';

function refuse(code: RefusalCode, kind: DsseKind, why: string): ModeKeeperError {
  return new ModeKeeperError({
    code,
    message: `This ${kind} is refused: ${why}.`,
    hint: 'Have it signed by a key that is pinned for this purpose, and send it unchanged.',
  });
}
