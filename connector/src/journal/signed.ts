import {
  base64Decode,
  base64Encode,
  canonicalJson,
  type DsseEnvelope,
  type DsseKind,
  isJsonObject,
  jsonValueSchema,
  ModeKeeperError,
  payloadTypeOf,
  strictParse,
  utf8Encode,
} from '@modekeeper/contracts';
import { z } from 'zod';

/** A signed document as it lies in the journal: readable, and a third smaller than its envelope. */
export const signedSchema = z.object({
  payload: z.record(z.string(), jsonValueSchema),
  signatures: z.array(z.object({ keyid: z.string(), sig: z.string() })).min(1),
});
export type Signed = z.infer<typeof signedSchema>;

/**
 * Takes an envelope of our own apart. Its payload is canonical JSON, so that `toEnvelope` gives the same bytes back.
 * @throws ModeKeeperError `payload_not_canonical` when it would not
 */
export function fromEnvelope(envelope: DsseEnvelope): Signed {
  const bytes = base64Decode(envelope.payload);
  const payload = bytes === null ? null : strictParse(bytes, { profile: 'strict' });
  if (bytes === null || !isJsonObject(payload) || base64Encode(utf8Encode(canonicalJson(payload))) !== envelope.payload) {
    throw new ModeKeeperError({
      code: 'payload_not_canonical',
      message: 'A document that this connector signed is not in canonical form, so it cannot be stored.',
      hint: 'This is a defect of the connector; report it with the version from /healthz.',
    });
  }
  return { payload, signatures: envelope.signatures };
}

/** The envelope again, byte for byte. */
export function toEnvelope(kind: DsseKind, signed: Signed): DsseEnvelope {
  return {
    payloadType: payloadTypeOf(kind),
    payload: base64Encode(utf8Encode(canonicalJson(signed.payload))),
    signatures: signed.signatures,
  };
}
