import { and, desc, eq, lte, or, sql } from 'drizzle-orm';
import { type Guard, guardAbsent } from '../guarded-batch.ts';
import { killSwitches } from '../schema/index.ts';
import { type Statement, statement } from '../statement.ts';
import type { TenantCtx } from '../tenant.ts';

export type KillSwitchRow = typeof killSwitches.$inferSelect;

/** Sets a switch unless it was moved later than this; its earlier positions are in the audit log. */
export function put(ctx: TenantCtx, row: Omit<KillSwitchRow, 'tenant_id'>): Statement {
  const { active, actor, changed_at_ms, envelope, epoch, reason } = row;
  return statement(
    ctx.database.orm
      .insert(killSwitches)
      .values({ ...row, tenant_id: ctx.tenant_id })
      .onConflictDoUpdate({
        target: [killSwitches.tenant_id, killSwitches.scope_type, killSwitches.scope_id],
        set: { active, actor, changed_at_ms, envelope, epoch, reason },
        setWhere: lte(killSwitches.changed_at_ms, changed_at_ms),
      }),
  );
}

/** Holds while nobody moved the switch later than this. */
export function guardNotMovedAfter(
  ctx: TenantCtx,
  { changed_at_ms, scope_id, scope_type }: Pick<KillSwitchRow, 'scope_type' | 'scope_id' | 'changed_at_ms'>,
): Guard {
  return guardAbsent(
    'kill_moved_later',
    sql`SELECT 1 FROM kill_switches WHERE tenant_id = ${ctx.tenant_id} AND scope_type = ${scope_type} AND scope_id = ${scope_id}
        AND changed_at_ms > ${changed_at_ms}`,
  );
}

/** Switches that are on, then those that were, last moved first. */
export async function list(ctx: TenantCtx, limit: number): Promise<KillSwitchRow[]> {
  return ctx.database.orm
    .select()
    .from(killSwitches)
    .where(eq(killSwitches.tenant_id, ctx.tenant_id))
    .orderBy(desc(killSwitches.active), desc(killSwitches.changed_at_ms))
    .limit(limit);
}

export async function find(
  ctx: TenantCtx,
  scope_type: KillSwitchRow['scope_type'],
  scope_id: string,
): Promise<KillSwitchRow | undefined> {
  return ctx.database.orm
    .select()
    .from(killSwitches)
    .where(
      and(
        eq(killSwitches.tenant_id, ctx.tenant_id),
        eq(killSwitches.scope_type, scope_type),
        eq(killSwitches.scope_id, scope_id),
      ),
    )
    .get();
}

/** Switches that are on and cover this cluster or something in it. */
export async function activeFor(ctx: TenantCtx, cluster_id: string): Promise<KillSwitchRow[]> {
  return ctx.database.orm
    .select()
    .from(killSwitches)
    .where(
      and(
        eq(killSwitches.tenant_id, ctx.tenant_id),
        eq(killSwitches.active, true),
        or(
          eq(killSwitches.scope_type, 'organization'),
          and(eq(killSwitches.scope_type, 'cluster'), eq(killSwitches.scope_id, cluster_id)),
          and(
            eq(killSwitches.scope_type, 'workload'),
            sql`substr(${killSwitches.scope_id}, 1, ${cluster_id.length + 1}) = ${`${cluster_id}/`}`,
          ),
        ),
      ),
    );
}
