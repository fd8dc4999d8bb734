import {
  base64Encode,
  canonicalJson,
  type DsseEnvelope,
  type DsseKind,
  ModeKeeperError,
  payloadTypeOf,
  utf8Encode,
} from '@modekeeper/contracts';
import type { Signer } from '../sign/signer.ts';
import { preAuthenticationEncoding } from './pae.ts';
import { type PayloadOf, parsePayload } from './payloads.ts';

/**
 * Signs a document: its canonical bytes become the payload, so that the digest of the document is the SHA-256 of them.
 * @throws ModeKeeperError `document_invalid` when the payload does not fit its schema or has no canonical form
 */
export async function createEnvelope<Kind extends DsseKind>(
  kind: Kind,
  payload: PayloadOf<Kind>,
  signers: readonly Signer[],
): Promise<DsseEnvelope> {
  const parsed = parsePayload(kind, payload);
  if (!parsed.ok) {
    throw new ModeKeeperError({
      code: 'document_invalid',
      message: `This ${kind} is not signed: ${parsed.why}.`,
      hint: 'Correct the document; nothing is signed that a reader would refuse.',
    });
  }
  // The payload as given, not as parsed: signing must not add defaults.
  return await signPayload(payloadTypeOf(kind), utf8Encode(canonicalJson(payload)), signers);
}

/** Signs bytes as they are, for documents whose form is not the canonical one. Nothing is said about what they hold. */
export async function signPayload(payloadType: string, payload: Uint8Array, signers: readonly Signer[]): Promise<DsseEnvelope> {
  const message = preAuthenticationEncoding(payloadType, payload);
  const signatures = await Promise.all(
    signers.map(async (signer) => ({ keyid: signer.kid, sig: base64Encode(await signer.sign(message)) })),
  );
  return { payloadType, payload: base64Encode(payload), signatures };
}
