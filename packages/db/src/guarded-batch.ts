import { LibsqlBatchError, type ResultSet } from '@libsql/client/web';
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from './client.ts';
import { retryBusy } from './retry.ts';
import { rawStatement, type Statement, toDriver } from './statement.ts';

/** A condition that has to hold inside the batch, named for the one who maps its violation to an error. */
export type Guard = { readonly name: string; readonly holds: SQL };

/** Thrown when a guard did not hold; nothing of the batch happened. */
export class GuardViolation extends Error {
  override readonly name = 'GuardViolation';
  readonly guard: string;

  constructor(guard: string) {
    super(`guard ${guard} did not hold`);
    this.guard = guard;
  }
}

/** A guard that holds while the query yields a row. */
export function guardExists(name: string, query: SQL): Guard {
  return { name, holds: sql`EXISTS(${query})` };
}

/** A guard that holds while the query yields no row. */
export function guardAbsent(name: string, query: SQL): Guard {
  return { name, holds: sql`NOT EXISTS(${query})` };
}

/**
 * One round trip, one transaction: the guards first (table `expect` refuses a row with held = 0, which rolls everything back), then the
 * statements in order, last the clearing of `expect`. Busy servers are tried again.
 * @returns the results of `statements`, in their order
 * @throws GuardViolation naming the first guard that did not hold
 */
export async function guardedBatch(
  database: Database,
  guards: readonly Guard[],
  statements: readonly Statement[],
): Promise<ResultSet[]> {
  const first = guards.map((guard) => rawStatement(sql`INSERT INTO expect (name, held) SELECT ${guard.name}, ${guard.holds}`));
  const last = guards.length === 0 ? [] : [{ sql: 'DELETE FROM expect', args: [] }];
  const batch = [...first, ...statements, ...last].map(toDriver);
  try {
    const results = await retryBusy(() => database.client.batch(batch, 'write'));
    return results.slice(first.length, first.length + statements.length);
  } catch (error) {
    const failed = error instanceof LibsqlBatchError ? guards[error.statementIndex] : undefined;
    if (failed !== undefined && /CHECK constraint failed/i.test((error as Error).message)) throw new GuardViolation(failed.name);
    throw error;
  }
}
