import {
  base64Decode,
  canonicalJson,
  type DsseEnvelope,
  type DsseKind,
  FRAME_MAX_BYTES,
  ModeKeeperError,
  payloadTypeOf,
  sha256Hex,
  strictParse,
  utf8Decode,
} from '@modekeeper/contracts';
import { type PayloadOf, parsePayload } from './payloads.ts';

export type ReadPayload<Kind extends DsseKind> = { payload: PayloadOf<Kind>; bytes: Uint8Array; digest: string };

/** Raw payload bytes of an envelope of this kind. @throws ModeKeeperError `payload_type_mismatch`, `document_invalid` */
export function payloadBytes(envelope: DsseEnvelope, kind: DsseKind): Uint8Array {
  if (envelope.payloadType !== payloadTypeOf(kind)) {
    throw new ModeKeeperError({
      code: 'payload_type_mismatch',
      message: `The document is not a ${kind}: its payload type says otherwise.`,
      hint: 'Send a document of the kind that is asked for; a signature never counts for another kind.',
    });
  }
  const bytes = base64Decode(envelope.payload);
  if (bytes === null) throw invalid(kind, 'the payload is not strict base64');
  return bytes;
}

/**
 * Parses payload bytes. They must be canonical JSON: then the bytes that were signed, the bytes that are digested and the
 * value that is acted on cannot differ.
 * @throws ModeKeeperError `invalid_json`, `payload_not_canonical`, `document_invalid`
 */
export function parsePayloadBytes<Kind extends DsseKind>(kind: Kind, bytes: Uint8Array): ReadPayload<Kind> {
  const value = strictParse(bytes, { profile: 'signed', max_bytes: FRAME_MAX_BYTES });
  if (canonicalJson(value) !== utf8Decode(bytes)) {
    throw new ModeKeeperError({
      code: 'payload_not_canonical',
      message: `The payload of this ${kind} is not canonical JSON.`,
      hint: 'Sign the canonical form: keys sorted by code point, no blanks, no byte order mark.',
    });
  }
  const parsed = parsePayload(kind, value);
  if (!parsed.ok) throw invalid(kind, parsed.why);
  return { payload: parsed.payload, bytes, digest: sha256Hex(bytes) };
}

/**
 * Reads an envelope WITHOUT looking at its signatures: for showing, for finding out which key to ask for, and for a kill
 * switch that is turned on, which is obeyed whoever says so. Everything else goes through `verifyEnvelope`.
 */
export function readUnverified<Kind extends DsseKind>(envelope: DsseEnvelope, kind: Kind): ReadPayload<Kind> {
  return parsePayloadBytes(kind, payloadBytes(envelope, kind));
}

function invalid(kind: DsseKind, why: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'document_invalid',
    message: `This ${kind} is not valid: ${why}.`,
    hint: 'Ask its sender for a document that fits the schema of this version.',
  });
}
