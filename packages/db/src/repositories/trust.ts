import { and, desc, eq } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { licenses, trustDocuments } from '../schema/index.ts';
import { type Statement, statement } from '../statement.ts';
import type { TenantCtx } from '../tenant.ts';

export type TrustDocument = typeof trustDocuments.$inferSelect;
export type TrustDocumentKind = TrustDocument['kind'];
export type LicenseRow = typeof licenses.$inferSelect;

export function put(database: Database, row: TrustDocument): Statement {
  return statement(database.orm.insert(trustDocuments).values(row).onConflictDoNothing());
}

export function putLicense(ctx: TenantCtx, row: Omit<LicenseRow, 'tenant_id'>): Statement {
  return statement(
    ctx.database.orm
      .insert(licenses)
      .values({ ...row, tenant_id: ctx.tenant_id })
      .onConflictDoNothing(),
  );
}

/** The newest document of a kind: by number, then by time of issue. */
export async function newest(database: Database, kind: TrustDocumentKind): Promise<TrustDocument | undefined> {
  return database.orm
    .select()
    .from(trustDocuments)
    .where(eq(trustDocuments.kind, kind))
    .orderBy(desc(trustDocuments.number), desc(trustDocuments.issued_at_s), desc(trustDocuments.added_at_ms))
    .limit(1)
    .get();
}

/** The tenant's newest licence, whatever it is worth: the connector judges it. */
export async function newestLicense(ctx: TenantCtx): Promise<LicenseRow | undefined> {
  return ctx.database.orm
    .select()
    .from(licenses)
    .where(and(eq(licenses.tenant_id, ctx.tenant_id)))
    .orderBy(desc(licenses.issued_at_s), desc(licenses.added_at_ms))
    .limit(1)
    .get();
}
