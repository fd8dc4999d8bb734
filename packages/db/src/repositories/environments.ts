import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { type Guard, guardExists } from '../guarded-batch.ts';
import { type Page, type PageQuery, pageOf } from '../page.ts';
import { environments } from '../schema/index.ts';
import { type Statement, statement } from '../statement.ts';
import type { TenantCtx } from '../tenant.ts';

export type Environment = typeof environments.$inferSelect;

export function insert(ctx: TenantCtx, row: Omit<Environment, 'tenant_id'>): Statement {
  return statement(ctx.database.orm.insert(environments).values({ ...row, tenant_id: ctx.tenant_id }));
}

export async function find(ctx: TenantCtx, id: string): Promise<Environment | undefined> {
  return ctx.database.orm
    .select()
    .from(environments)
    .where(and(eq(environments.tenant_id, ctx.tenant_id), eq(environments.id, id)))
    .get();
}

export async function list(ctx: TenantCtx, page: PageQuery): Promise<Page<Environment>> {
  const rows = await ctx.database.orm
    .select()
    .from(environments)
    .where(and(eq(environments.tenant_id, ctx.tenant_id), page.after === undefined ? undefined : lt(environments.id, page.after)))
    .orderBy(desc(environments.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id);
}

export function guardEnvironment(ctx: TenantCtx, id: string): Guard {
  return guardExists('environment_exists', sql`SELECT 1 FROM environments WHERE tenant_id = ${ctx.tenant_id} AND id = ${id}`);
}
