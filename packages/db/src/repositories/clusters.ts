import { and, desc, eq, lt, ne, sql } from 'drizzle-orm';
import { type Guard, guardExists } from '../guarded-batch.ts';
import { type Page, type PageQuery, pageOf } from '../page.ts';
import { clusters } from '../schema/index.ts';
import { type Statement, statement } from '../statement.ts';
import type { TenantCtx } from '../tenant.ts';

export type Cluster = typeof clusters.$inferSelect;
export type ClusterState = Cluster['state'];

export function insert(
  ctx: TenantCtx,
  row: Pick<Cluster, 'id' | 'environment_id' | 'name' | 'created_by' | 'created_at_ms'>,
): Statement {
  return statement(ctx.database.orm.insert(clusters).values({ ...row, tenant_id: ctx.tenant_id, state: 'pending' }));
}

/** Any cluster but a removed one. */
export async function find(ctx: TenantCtx, id: string): Promise<Cluster | undefined> {
  return ctx.database.orm
    .select()
    .from(clusters)
    .where(and(eq(clusters.tenant_id, ctx.tenant_id), eq(clusters.id, id), ne(clusters.state, 'removed')))
    .get();
}

export async function list(
  ctx: TenantCtx,
  filter: { environment_id?: string | undefined },
  page: PageQuery,
): Promise<Page<Cluster>> {
  const rows = await ctx.database.orm
    .select()
    .from(clusters)
    .where(
      and(
        eq(clusters.tenant_id, ctx.tenant_id),
        ne(clusters.state, 'removed'),
        page.after === undefined ? undefined : lt(clusters.id, page.after),
        filter.environment_id === undefined ? undefined : eq(clusters.environment_id, filter.environment_id),
      ),
    )
    .orderBy(desc(clusters.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id);
}

export type ClusterChange = Partial<Omit<Cluster, 'tenant_id' | 'id' | 'created_by' | 'created_at_ms'>>;

export function change(ctx: TenantCtx, id: string, set: ClusterChange): Statement {
  return statement(
    ctx.database.orm
      .update(clusters)
      .set(set)
      .where(and(eq(clusters.tenant_id, ctx.tenant_id), eq(clusters.id, id))),
  );
}

/** Holds while the cluster is in one of these states. */
export function guardState(ctx: TenantCtx, id: string, states: readonly ClusterState[]): Guard {
  const wanted = sql.join(
    states.map((state) => sql`${state}`),
    sql`, `,
  );
  return guardExists(
    'cluster_state',
    sql`SELECT 1 FROM clusters WHERE tenant_id = ${ctx.tenant_id} AND id = ${id} AND state IN (${wanted})`,
  );
}

/** Holds while the cluster still shows the uid that the person was shown. */
export function guardUid(ctx: TenantCtx, id: string, cluster_uid: string): Guard {
  return guardExists(
    'cluster_uid',
    sql`SELECT 1 FROM clusters WHERE tenant_id = ${ctx.tenant_id} AND id = ${id} AND cluster_uid = ${cluster_uid}`,
  );
}

/** Holds while this is the key of the cluster's sessions. */
export function guardKey(ctx: TenantCtx, id: string, key_id: string): Guard {
  return guardExists(
    'cluster_key',
    sql`SELECT 1 FROM clusters WHERE tenant_id = ${ctx.tenant_id} AND id = ${id} AND key_id = ${key_id}`,
  );
}
