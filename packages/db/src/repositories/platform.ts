import { and, asc, desc, eq, gt, lte, sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { emails, idempotencyKeys, sandboxProgress, stepUps } from '../schema/index.ts';
import { rawStatement, type Statement, statement } from '../statement.ts';

export type Email = typeof emails.$inferSelect;
export type IdempotencyKey = typeof idempotencyKeys.$inferSelect;
export type StepUp = typeof stepUps.$inferSelect;
export type ProgressRow = typeof sandboxProgress.$inferSelect;

export function insertEmail(database: Database, row: Email): Statement {
  return statement(database.orm.insert(emails).values(row));
}

/** The newest 100 e-mails of the sandbox. */
export async function listEmails(database: Database): Promise<Email[]> {
  return database.orm.select().from(emails).orderBy(desc(emails.created_at_ms), desc(emails.id)).limit(100);
}

/** Takes the key for this request; an expired one is taken over. @returns false when somebody holds it */
export async function claimIdempotencyKey(database: Database, row: Omit<IdempotencyKey, 'status' | 'answer'>): Promise<boolean> {
  const result = await database.client.execute(
    rawStatement(sql`
      INSERT INTO idempotency_keys (scope, key_hash, route, body_hash, created_at_ms, expires_at_ms)
      VALUES (${row.scope}, ${row.key_hash}, ${row.route}, ${row.body_hash}, ${row.created_at_ms}, ${row.expires_at_ms})
      ON CONFLICT (scope, route, key_hash) DO UPDATE SET
        body_hash = excluded.body_hash, created_at_ms = excluded.created_at_ms, expires_at_ms = excluded.expires_at_ms, status = NULL, answer = NULL
      WHERE idempotency_keys.expires_at_ms <= ${row.created_at_ms}`),
  );
  return result.rowsAffected === 1;
}

export async function findIdempotencyKey(
  database: Database,
  scope: string,
  route: string,
  key_hash: string,
): Promise<IdempotencyKey | undefined> {
  return database.orm
    .select()
    .from(idempotencyKeys)
    .where(keyIs(scope, route, key_hash))
    .get();
}

export async function settleIdempotencyKey(
  database: Database,
  key: Pick<IdempotencyKey, 'scope' | 'route' | 'key_hash'>,
  settled: Pick<IdempotencyKey, 'status' | 'answer' | 'expires_at_ms'>,
): Promise<void> {
  await database.orm
    .update(idempotencyKeys)
    .set(settled)
    .where(keyIs(key.scope, key.route, key.key_hash));
}

/** Gives the key back, so that a failed attempt can be made again. */
export async function releaseIdempotencyKey(
  database: Database,
  key: Pick<IdempotencyKey, 'scope' | 'route' | 'key_hash'>,
): Promise<void> {
  await database.orm.delete(idempotencyKeys).where(keyIs(key.scope, key.route, key.key_hash));
}

export async function dropExpiredIdempotencyKeys(database: Database, now_ms: number): Promise<void> {
  await database.orm.delete(idempotencyKeys).where(lte(idempotencyKeys.expires_at_ms, now_ms));
}

export async function putStepUp(database: Database, row: StepUp): Promise<void> {
  await database.orm
    .insert(stepUps)
    .values(row)
    .onConflictDoUpdate({ target: stepUps.session_id, set: { method: row.method, at_ms: row.at_ms } });
}

/** The step-up of this session when it is newer than `since_ms`. */
export async function findStepUp(database: Database, session_id: string, since_ms: number): Promise<StepUp | undefined> {
  return database.orm
    .select()
    .from(stepUps)
    .where(and(eq(stepUps.session_id, session_id), gt(stepUps.at_ms, since_ms)))
    .get();
}

export async function dropStepUpsBefore(database: Database, time_ms: number): Promise<void> {
  await database.orm.delete(stepUps).where(lte(stepUps.at_ms, time_ms));
}

export function putProgress(database: Database, row: ProgressRow): Statement {
  return statement(database.orm.insert(sandboxProgress).values(row).onConflictDoUpdate({ target: sandboxProgress.id, set: row }));
}

export async function listProgress(database: Database): Promise<ProgressRow[]> {
  return database.orm.select().from(sandboxProgress).orderBy(asc(sandboxProgress.position), asc(sandboxProgress.id));
}

function keyIs(scope: string, route: string, key_hash: string) {
  return and(eq(idempotencyKeys.scope, scope), eq(idempotencyKeys.route, route), eq(idempotencyKeys.key_hash, key_hash));
}
