import {
  base64Encode,
  type IssuerKeyset,
  type IssuerKeysetBody,
  type KeysetKey,
  type KeysetPurpose,
} from '@modekeeper/contracts';
import type { Signer } from '../sign/signer.ts';
import { signInline } from '../signed-json/inline.ts';

/** A keyset entry of a raw public key. Times in epoch seconds; without purposes it is for licences. */
export function keysetEntry(
  public_key: Uint8Array,
  window: { not_before: number; not_after: number },
  purposes?: readonly KeysetPurpose[],
): KeysetKey {
  const entry = { public_key: base64Encode(public_key), ...window };
  return purposes === undefined ? entry : { ...entry, purposes: [...purposes] };
}

/** Signs an issuer_keyset.v2 with the given roots. */
export async function issueKeyset(keyset: IssuerKeysetBody, roots: readonly Signer[]): Promise<IssuerKeyset> {
  return await addRootSignatures({ ...keyset, schema_version: 'issuer_keyset.v2', signatures: [] }, roots);
}

/** Adds root signatures to a keyset or revocation list; an older signature of the same root is replaced. */
export async function addRootSignatures<Document extends { signatures: { root_kid: string; signature: string }[] }>(
  document: Document & { [key: string]: unknown },
  roots: readonly Signer[],
): Promise<Document> {
  const added = await Promise.all(
    roots.map(async (root) => ({ root_kid: root.kid, signature: await signInline(document, root) })),
  );
  const kept = document.signatures.filter((old) => !added.some((fresh) => fresh.root_kid === old.root_kid));
  return { ...document, signatures: [...kept, ...added] };
}
