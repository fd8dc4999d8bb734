import { and, eq } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { organizations, userOrganizations } from '../schema/index.ts';
import { type Statement, statement } from '../statement.ts';
import type { TenantCtx } from '../tenant.ts';

export type Organization = typeof organizations.$inferSelect;

export function insert(ctx: TenantCtx, row: Omit<Organization, 'tenant_id'>): Statement {
  return statement(ctx.database.orm.insert(organizations).values({ ...row, tenant_id: ctx.tenant_id }));
}

export async function find(ctx: TenantCtx): Promise<Organization | undefined> {
  return ctx.database.orm.select().from(organizations).where(eq(organizations.tenant_id, ctx.tenant_id)).get();
}

/** Ids of the tenants that a user belongs to, oldest first; the only question that is asked before a tenant is known. */
export async function tenantsOf(database: Database, user_id: string): Promise<string[]> {
  const rows = await database.orm
    .select({ tenant_id: userOrganizations.tenant_id })
    .from(userOrganizations)
    .where(eq(userOrganizations.user_id, user_id))
    .orderBy(userOrganizations.tenant_id);
  return rows.map((row) => row.tenant_id);
}

/** Enters a membership into the directory. */
export function link(ctx: TenantCtx, user_id: string): Statement {
  return statement(
    ctx.database.orm.insert(userOrganizations).values({ user_id, tenant_id: ctx.tenant_id }).onConflictDoNothing(),
  );
}

/** Takes a membership out of the directory. */
export function unlink(ctx: TenantCtx, user_id: string): Statement {
  return statement(
    ctx.database.orm
      .delete(userOrganizations)
      .where(and(eq(userOrganizations.user_id, user_id), eq(userOrganizations.tenant_id, ctx.tenant_id))),
  );
}
