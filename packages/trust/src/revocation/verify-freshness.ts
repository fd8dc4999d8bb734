import { isJsonObject, isModeKeeperError, type RevocationFreshness, revocationFreshnessSchema } from '@modekeeper/contracts';
import { isKeyValid } from '../keyset/judge.ts';
import type { AcceptedKeyset } from '../keyset/types.ts';
import { parseSignedJson } from '../signed-json/inline.ts';
import { verifyInline } from '../signed-json/root-signatures.ts';
import { CLOCK_TOLERANCE_S, type TimeRange } from '../trust-state/clocks.ts';
import type { VerifiedList } from './verify-list.ts';

export type FreshnessFault =
  | 'revocation_freshness_invalid'
  | 'revocation_freshness_unknown_kid'
  | 'key_purpose_mismatch'
  | 'freshness_key_expired'
  | 'freshness_key_revoked'
  | 'revocation_freshness_signature_invalid'
  | 'revocation_freshness_expired';
export type FreshnessResult = { ok: true; statement: RevocationFreshness } | { ok: false; fault: FreshnessFault };

const fault = (code: FreshnessFault): FreshnessResult => ({ ok: false, fault: code });

/**
 * Checks a freshness statement against the keyset: signed by an online key of purpose `freshness` that is valid and not
 * revoked, not from the future (a stolen key must not vouch for years to come), and still valid.
 */
export async function verifyFreshness(
  content: Uint8Array | string,
  keyset: AcceptedKeyset,
  list: VerifiedList | null,
  time: TimeRange,
): Promise<FreshnessResult> {
  const document = parse(content);
  if (document === null) return fault('revocation_freshness_invalid');
  const { statement, value } = document;
  const key = keyset.keys.get(statement.kid);
  if (key === undefined) return fault('revocation_freshness_unknown_kid');
  if (!key.purposes.includes('freshness')) return fault('key_purpose_mismatch');
  if (!isKeyValid(key, time, statement.issued_at)) return fault('freshness_key_expired');
  if (key.revoked || list?.revoked_kids.has(statement.kid)) return fault('freshness_key_revoked');
  if (!(await verifyInline(value, statement.signature, key.public_key))) return fault('revocation_freshness_signature_invalid');
  const from_future = statement.issued_at > time.earliest + CLOCK_TOLERANCE_S;
  return from_future || time.latest >= statement.valid_until ? fault('revocation_freshness_expired') : { ok: true, statement };
}

function parse(content: Uint8Array | string) {
  try {
    const { value, numbers } = parseSignedJson(content);
    if (!isJsonObject(value) || !numbers.every((number) => number.safe_integer)) return null;
    const parsed = revocationFreshnessSchema.safeParse(value);
    return parsed.success ? { statement: parsed.data, value } : null;
  } catch (error) {
    if (isModeKeeperError(error)) return null;
    throw error;
  }
}

/** True when the statement speaks of exactly this list. */
export function isAbout(statement: RevocationFreshness, list: VerifiedList): boolean {
  return statement.list_number === list.number && statement.list_sha256 === list.sha256;
}
