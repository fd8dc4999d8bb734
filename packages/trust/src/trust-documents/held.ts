import type { TrustDocumentKind } from '@modekeeper/contracts';
import { MISSING, presentFile, type TrustFile } from '../signed-json/inline.ts';

/** The trust documents in use: raw texts, from the mounted directory or the socket, whichever verified and is newest. */
export type HeldDocuments = Readonly<Record<TrustDocumentKind, string | null>>;

export const NO_DOCUMENTS: HeldDocuments = {
  issuer_keyset: null,
  revocation_list: null,
  revocation_freshness: null,
  license: null,
};

/** Order in which documents must be taken in: each needs those before it. */
export const TRUST_DOCUMENT_ORDER: readonly TrustDocumentKind[] = [
  'issuer_keyset',
  'revocation_list',
  'revocation_freshness',
  'license',
];

const file = (text: string | null): TrustFile => (text === null ? MISSING : presentFile(text));

/** Held documents as the licence chain takes them. */
export function heldFiles(held: HeldDocuments): Record<'license' | 'keyset' | 'revocation_list' | 'freshness', TrustFile> {
  return {
    license: file(held.license),
    keyset: file(held.issuer_keyset),
    revocation_list: file(held.revocation_list),
    freshness: file(held.revocation_freshness),
  };
}
