import {
  issuerKeysetSchema,
  licenseSchema,
  ModeKeeperError,
  revocationFreshnessSchema,
  revocationListSchema,
  sha256Hex,
  strictParse,
  type TrustDocument,
} from '@modekeeper/contracts';
import { guardedBatch, organizationRows, type Statement, trustRows } from '@modekeeper/db';
import { commit } from '../platform/commit.ts';
import type { BaseCtx, VerbCtx } from '../platform/context.ts';
import { tenantContext } from '../platform/placement.ts';
import { notFound } from '../platform/problems.ts';
import type { TrustUpload } from './schemas.ts';

/**
 * Takes what a vendor would publish: keyset, revocation list, freshness statement, licence. They prove themselves to the connector; here only
 * their shape is read. A licence with `tenant_id` is that tenant's, and audited there. @throws `document_invalid`, `not_found`
 */
export async function uploadTrust(ctx: BaseCtx, input: TrustUpload): Promise<void> {
  const own = input.tenant_id === undefined ? [] : input.documents.filter(({ kind }) => kind === 'license');
  const shared = input.documents.filter((document) => !own.includes(document));
  await guardedBatch(
    ctx.platform,
    [],
    shared.map((document) => putShared(ctx, document)),
  );
  if (input.tenant_id !== undefined) for (const document of own) await putOwn(ctx, input.tenant_id, document);
}

function putShared(ctx: BaseCtx, { document, kind }: TrustDocument): Statement {
  const { issued_at_s, number } = orderOf(kind, parsed(document));
  return trustRows.put(ctx.platform, {
    kind,
    digest: sha256Hex(document),
    number,
    issued_at_s,
    document,
    added_at_ms: ctx.now_ms,
  });
}

async function putOwn(ctx: BaseCtx, tenant_id: string, { document }: TrustDocument): Promise<void> {
  const verb: VerbCtx = {
    ...ctx,
    ...tenantContext(ctx.env, ctx.config, tenant_id),
    actor: { type: 'system', name: 'sandbox' },
    role: null,
  };
  if ((await organizationRows.find(verb)) === undefined) throw notFound('organisation');
  const license = licenseSchema.safeParse(parsed(document));
  if (!license.success) throw invalid('license');
  const digest = sha256Hex(document);
  const { expires_at, issued_at, license_id = null } = license.data;
  await commit(verb, {
    statements: [
      trustRows.putLicense(verb, {
        digest,
        license_id,
        document,
        issued_at_s: issued_at,
        expires_at_s: expires_at,
        added_at_ms: ctx.now_ms,
      }),
    ],
    audit: [{ action: 'license.added', subject: { type: 'license', id: license_id ?? digest }, detail: { digest, expires_at } }],
  });
}

/** By what the newest document of a kind is told. */
function orderOf(kind: TrustDocument['kind'], value: unknown): { number: number; issued_at_s: number } {
  const shape = {
    issuer_keyset: issuerKeysetSchema.transform((one) => ({ number: one.version, issued_at_s: one.issued_at })),
    revocation_list: revocationListSchema.transform((one) => ({ number: one.number, issued_at_s: one.issued_at })),
    revocation_freshness: revocationFreshnessSchema.transform((one) => ({ number: one.list_number, issued_at_s: one.issued_at })),
    license: licenseSchema.transform((one) => ({ number: 0, issued_at_s: one.issued_at })),
  }[kind].safeParse(value);
  if (!shape.success) throw invalid(kind);
  return shape.data;
}

function parsed(document: string): unknown {
  return strictParse(document);
}

function invalid(kind: TrustDocument['kind']): ModeKeeperError {
  return new ModeKeeperError({
    code: 'document_invalid',
    message: `The ${kind.replaceAll('_', ' ')} does not have the fields of its schema.`,
    hint: 'Send the document as it was signed; contracts/licensing.md names its fields.',
  });
}
