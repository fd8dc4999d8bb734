import { and, eq, gt, lte, sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { type Guard, guardAbsent } from '../guarded-batch.ts';
import { idempotentCommits } from '../schema/index.ts';
import { type Statement, statement } from '../statement.ts';

/** Names a keyed POST: `scope` is the tenant, or the person where no tenant is named. */
export type IdempotencyScope = { readonly scope: string; readonly route: string; readonly key_hash: string };
export type IdempotencyMark = IdempotencyScope & { readonly request_id: string };

/** How long a key is remembered. */
export const IDEMPOTENCY_KEPT_MS = 24 * 60 * 60_000;

/** Holds while no other request with this key was carried out within the last 24 h. */
export function guardFirst(mark: IdempotencyMark, now_ms: number): Guard {
  return guardAbsent(
    'idempotency_first',
    sql`SELECT 1 FROM idempotent_commits WHERE scope = ${mark.scope} AND route = ${mark.route} AND key_hash = ${mark.key_hash}
        AND request_id <> ${mark.request_id} AND committed_at_ms > ${now_ms - IDEMPOTENCY_KEPT_MS}`,
  );
}

/** Notes in the batch that the request was carried out. */
export function markCommitted(database: Database, mark: IdempotencyMark, now_ms: number): Statement {
  const set = { request_id: mark.request_id, committed_at_ms: now_ms };
  return statement(
    database.orm
      .insert(idempotentCommits)
      .values({ ...mark, committed_at_ms: now_ms })
      .onConflictDoUpdate({
        target: [idempotentCommits.scope, idempotentCommits.route, idempotentCommits.key_hash],
        set,
      }),
  );
}

/** Whether a request with this key was carried out within the last 24 h. */
export async function wasCommitted(database: Database, key: IdempotencyScope, now_ms: number): Promise<boolean> {
  const row = await database.orm
    .select({ request_id: idempotentCommits.request_id })
    .from(idempotentCommits)
    .where(
      and(
        eq(idempotentCommits.scope, key.scope),
        eq(idempotentCommits.route, key.route),
        eq(idempotentCommits.key_hash, key.key_hash),
        gt(idempotentCommits.committed_at_ms, now_ms - IDEMPOTENCY_KEPT_MS),
      ),
    )
    .get();
  return row !== undefined;
}

/** Forgets what is older than 24 h. */
export async function dropCommittedBefore(database: Database, now_ms: number): Promise<void> {
  await database.orm.delete(idempotentCommits).where(lte(idempotentCommits.committed_at_ms, now_ms - IDEMPOTENCY_KEPT_MS));
}
