import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { outbox } from '../schema/index.ts';
import { rawStatement, type Statement, statement } from '../statement.ts';
import type { TenantCtx } from '../tenant.ts';

export type OutboxRow = typeof outbox.$inferSelect;

export function insert(ctx: TenantCtx, row: Pick<OutboxRow, 'id' | 'cluster_id' | 'kind' | 'body' | 'created_at_ms'>): Statement {
  return statement(ctx.database.orm.insert(outbox).values({ ...row, tenant_id: ctx.tenant_id }));
}

/** What the cluster's object has not taken yet, oldest first: behind the id `after`, of these kinds when some are named. */
export async function undelivered(
  ctx: TenantCtx,
  cluster_id: string,
  query: { limit: number; after?: string; kinds?: readonly string[] | undefined },
): Promise<OutboxRow[]> {
  return ctx.database.orm
    .select()
    .from(outbox)
    .where(
      and(
        eq(outbox.tenant_id, ctx.tenant_id),
        eq(outbox.cluster_id, cluster_id),
        isNull(outbox.delivered_at_ms),
        query.after === undefined ? undefined : gt(outbox.id, query.after),
        query.kinds === undefined ? undefined : inArray(outbox.kind, [...query.kinds]),
      ),
    )
    .orderBy(asc(outbox.id))
    .limit(query.limit);
}

/** Forgets rows that were delivered before then, of every tenant, a part at a time: one writer serves everybody. @returns whether more are left */
export async function dropDeliveredBefore(database: Database, time_ms: number, limit: number): Promise<boolean> {
  const result = await database.client.execute(
    rawStatement(
      sql`DELETE FROM outbox WHERE rowid IN (SELECT rowid FROM outbox WHERE delivered_at_ms < ${time_ms} LIMIT ${limit})`,
    ),
  );
  return result.rowsAffected === limit;
}

export function markDelivered(ctx: TenantCtx, id: string, now_ms: number): Statement {
  return statement(
    ctx.database.orm
      .update(outbox)
      .set({ delivered_at_ms: now_ms })
      .where(and(eq(outbox.tenant_id, ctx.tenant_id), eq(outbox.id, id))),
  );
}
