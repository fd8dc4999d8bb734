// A complete, valid trust chain for tests: two roots, an issuer, a freshness key, a keyset, a list, a statement, a licence.
import type { IssuerKeyset, License, LicenseBody, RevocationFreshness, RevocationList } from '@modekeeper/contracts';
import type { PublicKeys } from '../keyring/parse-file.ts';
import { issueKeyset, keysetEntry } from '../keyset/issue.ts';
import { issueLicense } from '../license/issue.ts';
import type { LicenseChainInput } from '../license/verify.ts';
import { issueFreshness, issueRevocationList } from '../revocation/issue.ts';
import { generateKeyPair } from '../sign/ed25519.ts';
import { type Signer, signerOf } from '../sign/signer.ts';
import { presentFile, type TrustFile } from '../signed-json/inline.ts';
import { EMPTY_TRUST_STATE } from '../trust-state/trust-state.ts';

export const NOW = 1_800_000_000;
export const DAY = 86_400;
const WINDOW = { not_before: NOW - 100 * DAY, not_after: NOW + 100 * DAY };

/** A key pair that is the same in every run: its 32 bytes are the number. */
export async function keyOf(number: number, kid?: string): Promise<Signer> {
  return signerOf(await generateKeyPair((length) => new Uint8Array(length).fill(number)), kid);
}

export const root_1 = await keyOf(1, 'root-1');
export const root_2 = await keyOf(2, 'root-2');
export const stranger = await keyOf(3, 'root-1');
export const issuer = await keyOf(4, 'issuer-1');
export const freshener = await keyOf(5, 'fresh-1');
export const auditor = await keyOf(6, 'audit-1');

export const roots: PublicKeys = new Map([root_1, root_2].map((root) => [root.kid, root.public_key]));

export const keysetBody = {
  version: 3,
  issued_at: NOW - 10 * DAY,
  not_after: NOW + 50 * DAY,
  threshold: 2,
  keys: {
    [issuer.kid]: keysetEntry(issuer.public_key, WINDOW),
    [freshener.kid]: keysetEntry(freshener.public_key, WINDOW, ['freshness']),
    [auditor.kid]: keysetEntry(auditor.public_key, WINDOW, ['audit']),
  },
};
export const listBody = { number: 7, issued_at: NOW - 3600, next_update: NOW + 30 * DAY, revoked_licenses: [], revoked_kids: [] };
export const licenseBody: LicenseBody = {
  org: 'Example',
  issued_at: NOW - DAY,
  expires_at: NOW + DAY,
  entitlements: ['apply', ' observe '],
  license_id: 'lic-1',
  bindings: { cluster_uid: 'uid-of-cluster' },
};

export const makeKeyset = (part: object = {}, signers: readonly Signer[] = [root_1, root_2]): Promise<IssuerKeyset> =>
  issueKeyset({ ...keysetBody, ...part }, signers);
export const makeList = (part: object = {}, signers: readonly Signer[] = [root_1, root_2]): Promise<RevocationList> =>
  issueRevocationList({ ...listBody, ...part }, signers);
export const makeLicense = (part: object = {}, signer: Signer = issuer): Promise<License> =>
  issueLicense({ ...licenseBody, ...part }, signer);
export const makeFreshness = (
  list: RevocationList,
  issued_at: number = NOW,
  signer: Signer = freshener,
): Promise<RevocationFreshness> => issueFreshness({ list, issued_at, valid_until: issued_at + DAY }, signer);

export const file = (document: unknown): TrustFile => presentFile(JSON.stringify(document));
export const text = (document: unknown): string => JSON.stringify(document);

/** Input of a chain in which nothing is wrong, as the connector's apply gate asks it. */
export async function goodInput(part: Partial<LicenseChainInput> = {}): Promise<LicenseChainInput> {
  const list = await makeList();
  return {
    license: file(await makeLicense()),
    keyset: file(await makeKeyset()),
    revocation_list: file(list),
    freshness: file(await makeFreshness(list)),
    roots,
    clocks: { own: NOW, api_server: NOW + 10 },
    trust_state: EMPTY_TRUST_STATE,
    bindings: { kube_context: null, cluster_uid: 'uid-of-cluster' },
    purpose: 'apply',
    require_fresh: true,
    ...part,
  };
}
