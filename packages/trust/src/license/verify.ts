import { base64Decode, type LicenseVerify, type TrustState } from '@modekeeper/contracts';
import type { PublicKeys } from '../keyring/parse-file.ts';
import { KEYSET_FAILURES } from '../keyset/failures.ts';
import { isKeyValid, judgeKeysetAgainstState } from '../keyset/judge.ts';
import type { AcceptedKeyset, IssuerKey } from '../keyset/types.ts';
import { verifyKeyset } from '../keyset/verify.ts';
import type { FreshnessFault } from '../revocation/verify-freshness.ts';
import { verify } from '../sign/ed25519.ts';
import { signedBytes, type TrustFile } from '../signed-json/inline.ts';
import { type Clocks, type TimeRange, timeRange } from '../trust-state/clocks.ts';
import { raiseFloor } from '../trust-state/trust-state.ts';
import { type BindingFacts, judgeBindings } from './bindings.ts';
import { type LicenseFailure, type ReadLicense, readLicense } from './read.ts';
import { licenseReport } from './report.ts';
import { judgeRevocation } from './revocation.ts';

export type LicenseChainInput = {
  license: TrustFile;
  keyset: TrustFile;
  revocation_list: TrustFile;
  freshness: TrustFile;
  /** Raw root public keys by kid (`parseKeyringFile`). */
  roots: PublicKeys;
  clocks: Clocks;
  /** What was accepted before (`readTrustState`); null when it could not be read. */
  trust_state: TrustState | null;
  bindings: BindingFacts;
  /** `verify`: `mk license verify --trust-chain`; `apply`: needs keyset v2 and a revocation list. */
  purpose: 'verify' | 'apply';
  /** The connector demands fresh revocation data; `mk` only looks at a statement that it was given. */
  require_fresh: boolean;
};

export type LicenseVerification = {
  report: LicenseVerify;
  /** To be stored; null when it could not be read and must stay as it is. */
  trust_state: TrustState | null;
  /** Of a licence that is ok; false otherwise. */
  require_passport: boolean;
  /** Why a freshness statement was not used, when one was given. */
  freshness_fault: FreshnessFault | null;
};

/**
 * The whole chain root → issuer → licence (licensing.md): first failure wins, in the contract's order. Pure: what was
 * accepted comes back as the next trust state, also when a later check fails.
 */
export async function verifyLicenseChain(input: LicenseChainInput): Promise<LicenseVerification> {
  const reading = readLicense(input.license, true);
  let state = input.trust_state;
  let freshness_fault: FreshnessFault | null = null;
  const end = (failure: LicenseFailure | null): LicenseVerification => ({
    report: licenseReport(reading.facts, failure, []),
    trust_state: state,
    require_passport: failure === null && reading.ok && reading.license.require_passport,
    freshness_fault,
  });
  if (!reading.ok) return end(reading);
  const { license } = reading;
  if (input.roots.size === 0) return end(failure('root_public_keys_unavailable', 'root_public_key_allowlist_empty_or_invalid'));
  const chain = await verifyKeyset(input.keyset, {
    roots: input.roots,
    last_threshold: state?.keyset_threshold ?? 0,
    require_v2: input.purpose === 'apply',
  });
  if (!chain.ok) return end(chain);
  const time = timeRange(input.clocks);
  if (time === null) return end(KEYSET_FAILURES.clocks_differ);
  const judged = judgeKeysetAgainstState(chain.keyset, state, time);
  if (!judged.ok) return end(judged);
  state = judged.state;
  const key = selectIssuerKey(chain.keyset, license);
  if ('failure_code' in key) return end(key);
  if (!isKeyValid(key, time, license.issued_at)) return end(failure('issuer_key_expired', 'issuer_key_outside_validity_window'));
  if (!(await hasSignatureOf(license, key.public_key))) return end(SIGNATURE_INVALID);
  const window = judgeWindow(license, time);
  if (window !== null) return end(window);
  const revocation = await judgeRevocation({
    license,
    key,
    keyset: chain.keyset,
    roots: input.roots,
    list: input.revocation_list,
    freshness: input.freshness,
    require_list: input.purpose === 'apply',
    require_fresh: input.require_fresh,
    state,
    time,
  });
  state = revocation.state;
  freshness_fault = revocation.freshness_fault;
  if (revocation.failure !== null) return end(revocation.failure);
  state = raiseFloor(state, license.issued_at, time);
  return end(judgeBindings(license.bindings, input.bindings));
}

export const SIGNATURE_INVALID: LicenseFailure = {
  failure_code: 'license_signature_invalid',
  failure_detail: 'signature_does_not_match_selected_public_key',
};

function failure(failure_code: string, failure_detail: string): LicenseFailure {
  return { failure_code, failure_detail };
}

/** By the untrimmed kid; a key of another purpose is not a key for licences. */
function selectIssuerKey(keyset: AcceptedKeyset, license: ReadLicense): IssuerKey | LicenseFailure {
  const key = keyset.keys.get(license.kid ?? '');
  if (key === undefined) return failure('license_unknown_issuer_kid', 'license_kid_not_in_issuer_keyset');
  return key.purposes.includes('license') ? key : failure('key_purpose_mismatch', 'issuer_key_purposes_do_not_include_license');
}

/** Check 14; bad base64 and wrong lengths are signatures that do not fit. */
export async function hasSignatureOf(license: ReadLicense, public_key: Uint8Array): Promise<boolean> {
  const signature = base64Decode(license.signature);
  return signature !== null && (await verify(signedBytes(license.document), signature, public_key));
}

/** Checks 15 to 17, by both clocks. */
export function judgeWindow(license: ReadLicense, time: TimeRange): LicenseFailure | null {
  if (license.issued_at >= license.expires_at)
    return failure('license_time_window_invalid', 'issued_at_must_be_less_than_expires_at');
  if (time.earliest < license.issued_at) return failure('license_not_yet_valid', 'current_time_before_issued_at');
  return time.latest >= license.expires_at ? failure('license_expired', 'current_time_on_or_after_expires_at') : null;
}
