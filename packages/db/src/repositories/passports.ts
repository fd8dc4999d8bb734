import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { type Guard, guardExists } from '../guarded-batch.ts';
import { type Page, type PageQuery, pageOf } from '../page.ts';
import { passports, passportVersions } from '../schema/index.ts';
import { type Statement, statement } from '../statement.ts';
import type { TenantCtx } from '../tenant.ts';

export type Passport = typeof passports.$inferSelect;
export type PassportVersion = typeof passportVersions.$inferSelect;

export function insert(
  ctx: TenantCtx,
  row: Pick<Passport, 'id' | 'environment_id' | 'name' | 'created_by' | 'created_at_ms'>,
): Statement {
  return statement(ctx.database.orm.insert(passports).values({ ...row, tenant_id: ctx.tenant_id, latest_version: 1 }));
}

export function insertVersion(ctx: TenantCtx, row: Omit<PassportVersion, 'tenant_id'>): Statement {
  return statement(ctx.database.orm.insert(passportVersions).values({ ...row, tenant_id: ctx.tenant_id }));
}

export function change(
  ctx: TenantCtx,
  id: string,
  set: Partial<Pick<Passport, 'latest_version' | 'published_version' | 'published_at_ms' | 'published_by'>>,
): Statement {
  return statement(
    ctx.database.orm
      .update(passports)
      .set(set)
      .where(and(eq(passports.tenant_id, ctx.tenant_id), eq(passports.id, id))),
  );
}

export async function find(ctx: TenantCtx, id: string): Promise<Passport | undefined> {
  return ctx.database.orm
    .select()
    .from(passports)
    .where(and(eq(passports.tenant_id, ctx.tenant_id), eq(passports.id, id)))
    .get();
}

export async function list(
  ctx: TenantCtx,
  filter: { environment_id?: string | undefined },
  page: PageQuery,
): Promise<Page<Passport>> {
  const rows = await ctx.database.orm
    .select()
    .from(passports)
    .where(
      and(
        eq(passports.tenant_id, ctx.tenant_id),
        page.after === undefined ? undefined : lt(passports.id, page.after),
        filter.environment_id === undefined ? undefined : eq(passports.environment_id, filter.environment_id),
      ),
    )
    .orderBy(desc(passports.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id);
}

export async function findVersion(ctx: TenantCtx, passport_id: string, version: number): Promise<PassportVersion | undefined> {
  return ctx.database.orm
    .select()
    .from(passportVersions)
    .where(
      and(
        eq(passportVersions.tenant_id, ctx.tenant_id),
        eq(passportVersions.passport_id, passport_id),
        eq(passportVersions.version, version),
      ),
    )
    .get();
}

/** Versions of a passport, newest first. */
export async function versionsOf(ctx: TenantCtx, passport_id: string): Promise<PassportVersion[]> {
  return ctx.database.orm
    .select()
    .from(passportVersions)
    .where(and(eq(passportVersions.tenant_id, ctx.tenant_id), eq(passportVersions.passport_id, passport_id)))
    .orderBy(desc(passportVersions.version))
    .limit(200);
}

/** Holds while nobody saved another version meanwhile. */
export function guardLatest(ctx: TenantCtx, id: string, latest_version: number): Guard {
  return guardExists(
    'passport_latest_version',
    sql`SELECT 1 FROM passports WHERE tenant_id = ${ctx.tenant_id} AND id = ${id} AND latest_version = ${latest_version}`,
  );
}
