import type { TrustDocument, TrustDocumentKind, TrustState } from '@modekeeper/contracts';
import type { PublicKeys } from '../keyring/parse-file.ts';
import { judgeKeysetAgainstState } from '../keyset/judge.ts';
import type { AcceptedKeyset } from '../keyset/types.ts';
import { verifyKeyset } from '../keyset/verify.ts';
import type { BindingFacts } from '../license/bindings.ts';
import { readLicense } from '../license/read.ts';
import { verifyLicenseChain } from '../license/verify.ts';
import { verifyFreshness } from '../revocation/verify-freshness.ts';
import { verifyRevocationList } from '../revocation/verify-list.ts';
import { MISSING, presentFile } from '../signed-json/inline.ts';
import { type Clocks, timeRange } from '../trust-state/clocks.ts';
import { raiseFloor, rememberList } from '../trust-state/trust-state.ts';
import { type HeldDocuments, heldFiles } from './held.ts';

export type TrustContext = { roots: PublicKeys; clocks: Clocks; trust_state: TrustState | null; bindings: BindingFacts };

/** `code`: why the document was not taken; `not_newer` when the one held is as good. */
export type Consideration = { held: HeldDocuments; trust_state: TrustState | null; accepted: boolean; code: string | null };
type Verdict = { code: string | null; trust_state?: TrustState };

/**
 * Decides about one document from the socket or the mounted directory: taken only when it proves itself against the pinned
 * roots and is newer than the one held. Documents that arrive can thus only add to what was known, whoever sends them.
 */
export async function considerTrustDocument(
  held: HeldDocuments,
  incoming: TrustDocument,
  context: TrustContext,
): Promise<Consideration> {
  const verdict = await JUDGES[incoming.kind](held, incoming.document, context);
  const trust_state = verdict.trust_state ?? context.trust_state;
  return verdict.code === null
    ? { held: { ...held, [incoming.kind]: incoming.document }, trust_state, accepted: true, code: null }
    : { held, trust_state, accepted: false, code: verdict.code };
}

type Judge = (held: HeldDocuments, document: string, context: TrustContext) => Promise<Verdict>;

const JUDGES: Readonly<Record<TrustDocumentKind, Judge>> = {
  issuer_keyset: judgeKeyset,
  revocation_list: judgeList,
  revocation_freshness: judgeFreshness,
  license: judgeLicense,
};

async function keysetOf(text: string | null, context: TrustContext): Promise<AcceptedKeyset | null> {
  if (text === null) return null;
  const last_threshold = context.trust_state?.keyset_threshold ?? 0;
  const result = await verifyKeyset(presentFile(text), { roots: context.roots, last_threshold, require_v2: true });
  return result.ok ? result.keyset : null;
}

async function judgeKeyset(held: HeldDocuments, document: string, context: TrustContext): Promise<Verdict> {
  const last_threshold = context.trust_state?.keyset_threshold ?? 0;
  const result = await verifyKeyset(presentFile(document), { roots: context.roots, last_threshold, require_v2: true });
  if (!result.ok) return { code: result.failure_code };
  const judged = judgeKeysetAgainstState(result.keyset, context.trust_state, timeRange(context.clocks));
  if (!judged.ok) return { code: judged.failure_code };
  const current = await keysetOf(held.issuer_keyset, context);
  const newer = current === null || (result.keyset.version ?? 0) > (current.version ?? 0);
  return newer ? { code: null, trust_state: judged.state } : { code: 'not_newer' };
}

async function judgeList(held: HeldDocuments, document: string, context: TrustContext): Promise<Verdict> {
  const keyset = await keysetOf(held.issuer_keyset, context);
  const time = timeRange(context.clocks);
  if (keyset === null) return { code: 'issuer_keyset_missing' };
  if (time === null) return { code: 'clock_untrusted' };
  const state = context.trust_state;
  const threshold = Math.max(keyset.threshold, state?.keyset_threshold ?? 0);
  const list = await verifyRevocationList(document, context.roots, threshold);
  if (list === null) return { code: 'revocation_list_invalid' };
  if (list.number < (state?.crl_number ?? 0)) return { code: 'revocation_list_rollback' };
  const current =
    held.revocation_list === null ? null : await verifyRevocationList(held.revocation_list, context.roots, threshold);
  if (current !== null && list.number <= current.number) return { code: 'not_newer' };
  return state === null
    ? { code: null }
    : { code: null, trust_state: raiseFloor(rememberList(state, list.number), list.issued_at, time) };
}

async function judgeFreshness(held: HeldDocuments, document: string, context: TrustContext): Promise<Verdict> {
  const keyset = await keysetOf(held.issuer_keyset, context);
  const time = timeRange(context.clocks);
  if (keyset === null) return { code: 'issuer_keyset_missing' };
  if (time === null) return { code: 'clock_untrusted' };
  const result = await verifyFreshness(document, keyset, null, time);
  if (!result.ok) return { code: result.fault };
  const current =
    held.revocation_freshness === null ? null : await verifyFreshness(held.revocation_freshness, keyset, null, time);
  const newer = !current?.ok || result.statement.issued_at > current.statement.issued_at;
  return { code: newer ? null : 'not_newer' };
}

async function judgeLicense(held: HeldDocuments, document: string, context: TrustContext): Promise<Verdict> {
  // Freshness is the gate's business: a licence is worth holding while its revocation data is being renewed.
  const chain = { ...heldFiles(held), freshness: MISSING, ...context, purpose: 'verify' as const, require_fresh: false };
  const incoming = presentFile(document);
  const result = await verifyLicenseChain({ ...chain, license: incoming });
  const moved = result.trust_state === null ? {} : { trust_state: result.trust_state };
  const { license_ok, reason, failure_code } = result.report;
  // A genuine licence that is expired, revoked or bound elsewhere is held while there is none, so that the gate names the cause.
  if (!license_ok) return { code: held.license === null && reason !== 'license_invalid' ? null : failure_code, ...moved };
  const current = held.license === null ? null : await verifyLicenseChain(chain);
  if (!current?.report.license_ok) return { code: null, ...moved };
  const issuedAt = (reading: ReturnType<typeof readLicense>): number => (reading.ok ? reading.license.issued_at : 0);
  const newer = issuedAt(readLicense(incoming, true)) > issuedAt(readLicense(chain.license, true));
  return { code: newer ? null : 'not_newer', ...moved };
}
