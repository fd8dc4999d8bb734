import { and, desc, eq, gt, lte, ne } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { guardedBatch } from '../guarded-batch.ts';
import { passkey, session, stepUps, verification } from '../schema/index.ts';
import { statement } from '../statement.ts';

/** Reads over the auth library's tables that it offers no call for. */
export type SessionRow = { id: string; created_at: Date; expires_at: Date; ip_address: string | null; user_agent: string | null };

/** Open sessions of a user, newest first; without their tokens. */
export async function sessionsOf(database: Database, user_id: string, now: Date): Promise<SessionRow[]> {
  return database.orm
    .select({
      id: session.id,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
      ip_address: session.ipAddress,
      user_agent: session.userAgent,
    })
    .from(session)
    .where(and(eq(session.userId, user_id), gt(session.expiresAt, now)))
    .orderBy(desc(session.createdAt), desc(session.id))
    .limit(200);
}

/** Ends one session of the user. @returns false when the user has no such session */
export async function endSession(database: Database, user_id: string, session_id: string): Promise<boolean> {
  const rows = await database.orm
    .delete(session)
    .where(and(eq(session.userId, user_id), eq(session.id, session_id)))
    .returning({ id: session.id });
  await database.orm.delete(stepUps).where(eq(stepUps.session_id, session_id));
  return rows.length > 0;
}

/** Ends every session of the user but one, however many there are, and their second factors. */
export async function endOtherSessions(database: Database, user_id: string, but_session_id: string): Promise<void> {
  await guardedBatch(
    database,
    [],
    [
      statement(database.orm.delete(session).where(and(eq(session.userId, user_id), ne(session.id, but_session_id)))),
      statement(database.orm.delete(stepUps).where(and(eq(stepUps.user_id, user_id), ne(stepUps.session_id, but_session_id)))),
    ],
  );
}

/** Forgets sessions that nobody can use any more, and challenges and reset links that were never used. */
export async function dropExpired(database: Database, now: Date): Promise<void> {
  await database.orm.delete(session).where(lte(session.expiresAt, now));
  await database.orm.delete(verification).where(lte(verification.expiresAt, now));
}

/** True while the session exists and has not expired: what a live socket asks again. */
export async function sessionIsOpen(database: Database, session_id: string, now: Date): Promise<boolean> {
  const row = await database.orm
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.id, session_id), gt(session.expiresAt, now)))
    .get();
  return row !== undefined;
}

export async function hasPasskey(database: Database, user_id: string): Promise<boolean> {
  const row = await database.orm.select({ id: passkey.id }).from(passkey).where(eq(passkey.userId, user_id)).limit(1).get();
  return row !== undefined;
}

/** Passkeys of a user, without their keys. */
export async function passkeysOf(database: Database, user_id: string) {
  return database.orm
    .select({ id: passkey.id, name: passkey.name, created_at: passkey.createdAt })
    .from(passkey)
    .where(eq(passkey.userId, user_id))
    .orderBy(passkey.id)
    .limit(200);
}
