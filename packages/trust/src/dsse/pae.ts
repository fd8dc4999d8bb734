import { utf8Encode } from '@modekeeper/contracts';

/**
 * DSSE v1 pre-authentication encoding: `DSSEv1 <len(type)> <type> <len(payload)> <payload>`, lengths in bytes, decimal.
 * Source: the DSSE protocol document, "Signature Definition".
 */
export function preAuthenticationEncoding(payload_type: string, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const type_bytes = utf8Encode(payload_type);
  const head = utf8Encode(`DSSEv1 ${type_bytes.length} ${payload_type} ${payload.length} `);
  const encoded = new Uint8Array(head.length + payload.length);
  encoded.set(head);
  encoded.set(payload, head.length);
  return encoded;
}
