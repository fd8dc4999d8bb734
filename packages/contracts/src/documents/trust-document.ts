import { z } from 'zod';

/** Documents that prove themselves and may therefore travel over the socket (connector.md, "Frames"). */
export const TRUST_DOCUMENT_KINDS = ['issuer_keyset', 'revocation_list', 'revocation_freshness', 'license'] as const;
export const trustDocumentKindSchema = z.enum(TRUST_DOCUMENT_KINDS);
export type TrustDocumentKind = z.infer<typeof trustDocumentKindSchema>;

/** `document` is the raw JSON text: signatures and number rules are judged on what was written, not on a re-encoding. */
export const trustDocumentSchema = z.object({ kind: trustDocumentKindSchema, document: z.string().min(2).max(262_144) });
export type TrustDocument = z.infer<typeof trustDocumentSchema>;
