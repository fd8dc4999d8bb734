import type { RevocationFreshness, RevocationList, RevocationListBody } from '@modekeeper/contracts';
import { addRootSignatures } from '../keyset/issue.ts';
import type { Signer } from '../sign/signer.ts';
import { signedSha256, signInline } from '../signed-json/inline.ts';

/** Signs a revocation list with the given roots. */
export async function issueRevocationList(list: RevocationListBody, roots: readonly Signer[]): Promise<RevocationList> {
  return await addRootSignatures({ ...list, schema_version: 'revocation_list.v1', signatures: [] }, roots);
}

/**
 * States, by an online `freshness` key, that this list is still the newest. Times in epoch seconds; made at least every 6 h.
 */
export async function issueFreshness(
  input: { list: RevocationList; issued_at: number; valid_until: number },
  signer: Signer,
): Promise<RevocationFreshness> {
  const body = {
    schema_version: 'revocation_freshness.v1' as const,
    list_number: input.list.number,
    list_sha256: signedSha256(input.list),
    issued_at: input.issued_at,
    valid_until: input.valid_until,
    kid: signer.kid,
  };
  return { ...body, signature: await signInline(body, signer) };
}
