import { and, eq, gt, sql } from 'drizzle-orm';
import { type Guard, guardAbsent, guardExists } from '../guarded-batch.ts';
import { type Page, type PageQuery, pageOf } from '../page.ts';
import { members, roleBindings, user } from '../schema/index.ts';
import { type Statement, statement } from '../statement.ts';
import type { TenantCtx } from '../tenant.ts';

export type RoleBinding = typeof roleBindings.$inferSelect;
export type Role = RoleBinding['role'];
export type Member = { user_id: string; name: string; email: string; role: Role; joined_at_ms: number };

export function insert(ctx: TenantCtx, row: { user_id: string; joined_at_ms: number; invited_by: string | null }): Statement {
  return statement(ctx.database.orm.insert(members).values({ ...row, tenant_id: ctx.tenant_id }));
}

export function bindRole(
  ctx: TenantCtx,
  row: Pick<RoleBinding, 'id' | 'principal_id' | 'role' | 'created_by' | 'created_at_ms'>,
): Statement {
  return statement(
    ctx.database.orm
      .insert(roleBindings)
      .values({ ...row, tenant_id: ctx.tenant_id, principal_type: 'user', scope_type: 'organization', scope_id: ctx.tenant_id }),
  );
}

export function changeRole(ctx: TenantCtx, user_id: string, role: Role): Statement {
  return statement(ctx.database.orm.update(roleBindings).set({ role }).where(bindingOf(ctx, user_id)));
}

/** Removes the membership and every binding of it. */
export function remove(ctx: TenantCtx, user_id: string): Statement[] {
  return [
    statement(ctx.database.orm.delete(roleBindings).where(bindingOf(ctx, user_id))),
    statement(ctx.database.orm.delete(members).where(and(eq(members.tenant_id, ctx.tenant_id), eq(members.user_id, user_id)))),
  ];
}

/** Role of a member at organization scope; undefined when the user does not belong here. */
export async function roleOf(ctx: TenantCtx, user_id: string): Promise<Role | undefined> {
  const row = await ctx.database.orm.select({ role: roleBindings.role }).from(roleBindings).where(bindingOf(ctx, user_id)).get();
  return row?.role;
}

export async function list(ctx: TenantCtx, page: PageQuery): Promise<Page<Member>> {
  const rows = await selectMembers(ctx)
    .where(and(eq(members.tenant_id, ctx.tenant_id), page.after === undefined ? undefined : gt(members.user_id, page.after)))
    .orderBy(members.user_id)
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.user_id);
}

export async function find(ctx: TenantCtx, user_id: string): Promise<Member | undefined> {
  return selectMembers(ctx)
    .where(and(eq(members.tenant_id, ctx.tenant_id), eq(members.user_id, user_id)))
    .get();
}

export async function listBindings(ctx: TenantCtx, page: PageQuery): Promise<Page<RoleBinding>> {
  const rows = await ctx.database.orm
    .select()
    .from(roleBindings)
    .where(and(eq(roleBindings.tenant_id, ctx.tenant_id), page.after === undefined ? undefined : gt(roleBindings.id, page.after)))
    .orderBy(roleBindings.id)
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id);
}

export function guardNotMember(ctx: TenantCtx, user_id: string): Guard {
  return guardAbsent('not_yet_member', sql`SELECT 1 FROM members WHERE tenant_id = ${ctx.tenant_id} AND user_id = ${user_id}`);
}

/** Holds while the acting user still has one of these roles, judged inside the batch: a role taken away meanwhile counts. */
export function guardRole(ctx: TenantCtx, user_id: string, roles: readonly Role[]): Guard {
  const list = sql.join(
    roles.map((role) => sql`${role}`),
    sql`, `,
  );
  return guardExists(
    'role_still_held',
    sql`SELECT 1 FROM role_bindings WHERE tenant_id = ${ctx.tenant_id} AND principal_type = 'user' AND principal_id = ${user_id} AND role IN (${list})`,
  );
}

/** Holds while the member still has the role that the caller read. */
export function guardRoleIs(ctx: TenantCtx, user_id: string, role: Role): Guard {
  return { ...guardRole(ctx, user_id, [role]), name: 'member_role' };
}

/** Holds while somebody else is an owner too: an organization never loses its last one. */
export function guardAnotherOwner(ctx: TenantCtx, user_id: string): Guard {
  return guardExists(
    'another_owner',
    sql`SELECT 1 FROM role_bindings WHERE tenant_id = ${ctx.tenant_id} AND role = 'owner' AND principal_id <> ${user_id}`,
  );
}

function bindingOf(ctx: TenantCtx, user_id: string) {
  return and(
    eq(roleBindings.tenant_id, ctx.tenant_id),
    eq(roleBindings.principal_type, 'user'),
    eq(roleBindings.principal_id, user_id),
    eq(roleBindings.scope_type, 'organization'),
    eq(roleBindings.scope_id, ctx.tenant_id),
  );
}

function selectMembers(ctx: TenantCtx) {
  return ctx.database.orm
    .select({
      user_id: members.user_id,
      name: user.name,
      email: user.email,
      role: roleBindings.role,
      joined_at_ms: members.joined_at_ms,
    })
    .from(members)
    .innerJoin(user, eq(user.id, members.user_id))
    .innerJoin(
      roleBindings,
      and(
        eq(roleBindings.tenant_id, members.tenant_id),
        eq(roleBindings.principal_type, 'user'),
        eq(roleBindings.principal_id, members.user_id),
        eq(roleBindings.scope_type, 'organization'),
        eq(roleBindings.scope_id, members.tenant_id),
      ),
    )
    .$dynamic();
}
