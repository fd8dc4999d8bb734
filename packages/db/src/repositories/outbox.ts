import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { outbox } from '../schema/index.ts';
import { type Statement, statement } from '../statement.ts';
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

export function markDelivered(ctx: TenantCtx, id: string, now_ms: number): Statement {
  return statement(
    ctx.database.orm
      .update(outbox)
      .set({ delivered_at_ms: now_ms })
      .where(and(eq(outbox.tenant_id, ctx.tenant_id), eq(outbox.id, id))),
  );
}
