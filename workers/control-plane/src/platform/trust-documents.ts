import { base64Decode, revocationListSchema, sha256Hex, type TrustDocument } from '@modekeeper/contracts';
import { type Database, guardedBatch, type TenantCtx, trustRows } from '@modekeeper/db';
import { issueFreshness, signerOfPrivateKey } from '@modekeeper/trust';
import type { Config } from './config.ts';

/** A statement older than this is made again. */
const FRESHNESS_RENEWAL_MS = 6 * 60 * 60_000;
/** How long a statement says that it holds; the connector judges by `issued_at` and the class of the licence. */
const FRESHNESS_VALID_S = 24 * 60 * 60;

type Renewal = { readonly config: Config; readonly platform: Database; readonly now_ms: number };

/**
 * The documents that prove themselves and that a tenant's connectors get: newest keyset, revocation list, freshness statement (made again
 * when older than 6 h) and licence (the tenant's own before the sandbox's). What is missing is left out; the connector judges the rest.
 */
export async function currentTrustDocuments(ctx: TenantCtx & Renewal): Promise<TrustDocument[]> {
  await renewFreshness(ctx);
  const [keyset, list, freshness, own, shared] = await Promise.all([
    trustRows.newest(ctx.platform, 'issuer_keyset'),
    trustRows.newest(ctx.platform, 'revocation_list'),
    trustRows.newest(ctx.platform, 'revocation_freshness'),
    trustRows.newestLicense(ctx),
    trustRows.newest(ctx.platform, 'license'),
  ]);
  const license = own === undefined ? shared : { kind: 'license' as const, document: own.document };
  return [keyset, list, freshness, license].flatMap((found) =>
    found === undefined ? [] : [{ kind: found.kind, document: found.document }],
  );
}

/** Makes a freshness statement for the newest list when the last one is about another list or older than 6 h; nothing without key or list. */
export async function renewFreshness(ctx: Renewal): Promise<void> {
  const { FRESHNESS_KID, FRESHNESS_PRIVATE_KEY } = ctx.config;
  const seed = FRESHNESS_PRIVATE_KEY === undefined ? null : base64Decode(FRESHNESS_PRIVATE_KEY);
  if (seed === null || FRESHNESS_KID === undefined) return;
  const [list, last] = await Promise.all([
    trustRows.newest(ctx.platform, 'revocation_list'),
    trustRows.newest(ctx.platform, 'revocation_freshness'),
  ]);
  if (list === undefined) return;
  const isCurrent =
    last !== undefined && last.number === list.number && last.issued_at_s * 1000 > ctx.now_ms - FRESHNESS_RENEWAL_MS;
  if (isCurrent) return;
  const issued_at = Math.floor(ctx.now_ms / 1000);
  const statement = await issueFreshness(
    { list: revocationListSchema.parse(JSON.parse(list.document)), issued_at, valid_until: issued_at + FRESHNESS_VALID_S },
    await signerOfPrivateKey(seed, FRESHNESS_KID),
  );
  const document = JSON.stringify(statement);
  const row = {
    kind: 'revocation_freshness' as const,
    digest: sha256Hex(document),
    number: list.number,
    issued_at_s: issued_at,
    document,
    added_at_ms: ctx.now_ms,
  };
  await guardedBatch(ctx.platform, [], [trustRows.put(ctx.platform, row)]);
}
