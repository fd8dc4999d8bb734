import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Guard, guardAbsent, guardExists } from '../guarded-batch.ts';
import { clusterKeys, enrollmentTokens } from '../schema/index.ts';
import { rawStatement, type Statement, statement } from '../statement.ts';
import type { TenantCtx } from '../tenant.ts';

export type EnrollmentToken = typeof enrollmentTokens.$inferSelect;
export type ClusterKey = typeof clusterKeys.$inferSelect;

export function insertToken(
  ctx: TenantCtx,
  row: Pick<EnrollmentToken, 'token_hash' | 'cluster_id' | 'created_by' | 'created_at_ms' | 'expires_at_ms'>,
): Statement {
  return statement(ctx.database.orm.insert(enrollmentTokens).values({ ...row, tenant_id: ctx.tenant_id }));
}

/** Makes every unused token of the cluster worthless. */
export function withdrawTokens(ctx: TenantCtx, cluster_id: string, now_ms: number): Statement {
  return statement(
    ctx.database.orm
      .update(enrollmentTokens)
      .set({ withdrawn_at_ms: now_ms })
      .where(
        and(
          eq(enrollmentTokens.tenant_id, ctx.tenant_id),
          eq(enrollmentTokens.cluster_id, cluster_id),
          isNull(enrollmentTokens.used_at_ms),
          isNull(enrollmentTokens.withdrawn_at_ms),
        ),
      ),
  );
}

export async function findToken(ctx: TenantCtx, token_hash: string): Promise<EnrollmentToken | undefined> {
  return ctx.database.orm
    .select()
    .from(enrollmentTokens)
    .where(and(eq(enrollmentTokens.tenant_id, ctx.tenant_id), eq(enrollmentTokens.token_hash, token_hash)))
    .get();
}

export function useToken(ctx: TenantCtx, token_hash: string, public_key: string, now_ms: number): Statement {
  return statement(
    ctx.database.orm
      .update(enrollmentTokens)
      .set({ used_at_ms: now_ms, used_by_key: public_key })
      .where(and(eq(enrollmentTokens.tenant_id, ctx.tenant_id), eq(enrollmentTokens.token_hash, token_hash))),
  );
}

/** Holds while the token was never used, nor withdrawn, nor is past its hour. */
export function guardTokenFresh(ctx: TenantCtx, token_hash: string, now_ms: number): Guard {
  return guardExists(
    'token_fresh',
    sql`SELECT 1 FROM enrollment_tokens WHERE tenant_id = ${ctx.tenant_id} AND token_hash = ${token_hash}
        AND used_at_ms IS NULL AND withdrawn_at_ms IS NULL AND expires_at_ms > ${now_ms}`,
  );
}

/** Retires the cluster's other keys and enters this one. */
export function putKey(
  ctx: TenantCtx,
  row: Pick<ClusterKey, 'cluster_id' | 'key_id' | 'public_key' | 'added_at_ms'>,
): Statement[] {
  return [
    rawStatement(sql`
      UPDATE cluster_keys SET retired_at_ms = ${row.added_at_ms}
      WHERE tenant_id = ${ctx.tenant_id} AND cluster_id = ${row.cluster_id} AND key_id <> ${row.key_id} AND retired_at_ms IS NULL`),
    statement(
      ctx.database.orm
        .insert(clusterKeys)
        .values({ ...row, tenant_id: ctx.tenant_id })
        .onConflictDoUpdate({
          target: [clusterKeys.tenant_id, clusterKeys.cluster_id, clusterKeys.key_id],
          set: { retired_at_ms: null },
        }),
    ),
  ];
}

/** Holds while the cluster never had this key: a key that was retired does not come back by a rotation. */
export function guardKeyNew(ctx: TenantCtx, cluster_id: string, key_id: string): Guard {
  return guardAbsent(
    'key_new',
    sql`SELECT 1 FROM cluster_keys WHERE tenant_id = ${ctx.tenant_id} AND cluster_id = ${cluster_id} AND key_id = ${key_id}`,
  );
}

/** One key that the cluster has or had. */
export async function findKey(ctx: TenantCtx, cluster_id: string, key_id: string): Promise<ClusterKey | undefined> {
  return ctx.database.orm
    .select()
    .from(clusterKeys)
    .where(and(eq(clusterKeys.tenant_id, ctx.tenant_id), eq(clusterKeys.cluster_id, cluster_id), eq(clusterKeys.key_id, key_id)))
    .get();
}
