import { z } from 'zod';

/** Kinds of payload that travel in a DSSE envelope. */
export const DSSE_KINDS = ['plan', 'verify_report', 'approval', 'receipt', 'kill_state', 'resolution', 'key_rotation'] as const;
export type DsseKind = (typeof DSSE_KINDS)[number];

/** Payload type of a kind: `_` becomes `-`, e.g. `application/vnd.modekeeper.verify-report+json`. */
export function payloadTypeOf(kind: DsseKind): string {
  return `application/vnd.modekeeper.${kind.replaceAll('_', '-')}+json`;
}

/**
 * A DSSE envelope as JSON: `payload` and each `sig` are strict base64. The signed bytes are the pre-authentication
 * encoding of payload type and payload (`packages/trust`).
 */
export const dsseEnvelopeSchema = z.object({
  payloadType: z.string().max(200),
  payload: z.string().min(1),
  signatures: z
    .array(z.object({ keyid: z.string().min(1).max(200), sig: z.string().min(1).max(200) }))
    .min(1)
    .max(32),
});
export type DsseEnvelope = z.infer<typeof dsseEnvelopeSchema>;
