import { and, desc, eq, gt, lt, sql } from 'drizzle-orm';
import { type Guard, guardExists } from '../guarded-batch.ts';
import { type Page, type PageQuery, pageOf } from '../page.ts';
import { invitations } from '../schema/index.ts';
import { type Statement, statement } from '../statement.ts';
import type { TenantCtx } from '../tenant.ts';

export type Invitation = typeof invitations.$inferSelect;

export function insert(ctx: TenantCtx, row: Omit<Invitation, 'tenant_id' | 'settled_by' | 'settled_at_ms'>): Statement {
  return statement(ctx.database.orm.insert(invitations).values({ ...row, tenant_id: ctx.tenant_id }));
}

export async function find(ctx: TenantCtx, id: string): Promise<Invitation | undefined> {
  return ctx.database.orm
    .select()
    .from(invitations)
    .where(and(eq(invitations.tenant_id, ctx.tenant_id), eq(invitations.id, id)))
    .get();
}

export async function findByToken(ctx: TenantCtx, token_hash: string): Promise<Invitation | undefined> {
  return ctx.database.orm
    .select()
    .from(invitations)
    .where(and(eq(invitations.tenant_id, ctx.tenant_id), eq(invitations.token_hash, token_hash)))
    .get();
}

export async function list(ctx: TenantCtx, page: PageQuery): Promise<Page<Invitation>> {
  const rows = await ctx.database.orm
    .select()
    .from(invitations)
    .where(and(eq(invitations.tenant_id, ctx.tenant_id), page.after === undefined ? undefined : lt(invitations.id, page.after)))
    .orderBy(desc(invitations.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id);
}

/** Invitations of an address that can still be used. */
export async function pendingFor(ctx: TenantCtx, email: string, now_ms: number): Promise<Invitation[]> {
  return ctx.database.orm
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.tenant_id, ctx.tenant_id),
        eq(invitations.email, email),
        eq(invitations.state, 'pending'),
        gt(invitations.expires_at_ms, now_ms),
      ),
    )
    .limit(200);
}

export function settle(ctx: TenantCtx, id: string, state: 'accepted' | 'revoked', by: string, now_ms: number): Statement {
  return statement(
    ctx.database.orm
      .update(invitations)
      .set({ state, settled_by: by, settled_at_ms: now_ms })
      .where(and(eq(invitations.tenant_id, ctx.tenant_id), eq(invitations.id, id))),
  );
}

/** Holds while the invitation can still be used. */
export function guardPending(ctx: TenantCtx, id: string, now_ms: number): Guard {
  return guardExists(
    'invitation_pending',
    sql`SELECT 1 FROM invitations WHERE tenant_id = ${ctx.tenant_id} AND id = ${id} AND state = 'pending' AND expires_at_ms > ${now_ms}`,
  );
}
