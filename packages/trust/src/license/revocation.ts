import { FRESHNESS_CLASS_LIMIT_S, type TrustState } from '@modekeeper/contracts';
import type { PublicKeys } from '../keyring/parse-file.ts';
import type { AcceptedKeyset, IssuerKey } from '../keyset/types.ts';
import { type FreshnessFault, isAbout, verifyFreshness } from '../revocation/verify-freshness.ts';
import { type VerifiedList, verifyRevocationList } from '../revocation/verify-list.ts';
import { signedSha256, type TrustFile } from '../signed-json/inline.ts';
import type { TimeRange } from '../trust-state/clocks.ts';
import { raiseFloor, rememberList } from '../trust-state/trust-state.ts';
import type { LicenseFailure, ReadLicense } from './read.ts';

export type RevocationInput = {
  license: ReadLicense;
  key: IssuerKey;
  keyset: AcceptedKeyset;
  roots: PublicKeys;
  list: TrustFile;
  freshness: TrustFile;
  /** Apply requires a list; `license verify` checks one when it is there. */
  require_list: boolean;
  /** The connector requires fresh data; `mk` checks a statement when one is given. */
  require_fresh: boolean;
  state: TrustState;
  time: TimeRange;
};
export type RevocationResult = { failure: LicenseFailure | null; state: TrustState; freshness_fault: FreshnessFault | null };

const failure = (failure_code: string, failure_detail: string): LicenseFailure => ({ failure_code, failure_detail });

/** Checks 17a and 17b, and the freshness of the data (licensing.md, "Connector and cloud"). */
export async function judgeRevocation(input: RevocationInput): Promise<RevocationResult> {
  const { keyset, license, key, state, time } = input;
  const list = await verifiedList(input);
  const done = (
    found: LicenseFailure | null,
    next: TrustState = state,
    fault: FreshnessFault | null = null,
  ): RevocationResult => ({
    failure: found,
    state: next,
    freshness_fault: fault,
  });
  if (key.revoked || list?.revoked_kids.has(key.kid)) return done(failure('issuer_key_revoked', 'issuer_key_is_revoked'));
  if (list !== null && isRevoked(license, list)) return done(failure('license_revoked', 'license_is_on_revocation_list'));
  if (input.list.kind === 'missing')
    return done(input.require_list ? failure('revocation_list_missing', 'revocation_list_required') : null);
  if (list === null) return done(failure('revocation_list_invalid', 'revocation_list_not_valid'));
  if (list.number < state.crl_number) return done(failure('revocation_list_rollback', 'number_lower_than_last_accepted'));
  if (time.latest >= list.next_update) return done(failure('revocation_list_stale', 'current_time_on_or_after_next_update'));
  const accepted = raiseFloor(rememberList(state, list.number), list.issued_at, time);
  const given = input.freshness.kind !== 'missing';
  if (!input.require_fresh && !given) return done(null, accepted);
  const statement =
    input.freshness.kind === 'present'
      ? await verifyFreshness(input.freshness.content, keyset, list, time)
      : ({ ok: false, fault: 'revocation_freshness_invalid' } as const);
  const vouched = statement.ok && isAbout(statement.statement, list) ? statement.statement.issued_at : 0;
  const age_s = time.latest - Math.max(list.issued_at, vouched);
  const fault = given && !statement.ok ? statement.fault : null;
  const stale = age_s > FRESHNESS_CLASS_LIMIT_S[license.freshness_class];
  return done(
    stale ? failure('revocation_freshness_stale', 'revocation_data_older_than_freshness_class_allows') : null,
    accepted,
    fault,
  );
}

async function verifiedList(input: RevocationInput): Promise<VerifiedList | null> {
  if (input.list.kind !== 'present') return null;
  const threshold = Math.max(input.keyset.threshold, input.state.keyset_threshold);
  return await verifyRevocationList(input.list.content, input.roots, threshold);
}

function isRevoked(license: ReadLicense, list: VerifiedList): boolean {
  const by_digest = `sha256:${signedSha256(license.document)}`;
  return list.revoked_licenses.has(by_digest) || (license.license_id !== null && list.revoked_licenses.has(license.license_id));
}
