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
  const payloadType = payloadTypeOf(kind);
  // The payload as given, not as parsed: signing must not add defaults.
  const bytes = utf8Encode(canonicalJson(payload));
  const message = preAuthenticationEncoding(payloadType, bytes);
  const signatures = await Promise.all(
    signers.map(async (signer) => ({ keyid: signer.kid, sig: base64Encode(await signer.sign(message)) })),
  );
  return { payloadType, payload: base64Encode(bytes), signatures };
}
