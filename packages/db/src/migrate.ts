import { resolve } from 'node:path';
import { migrate as runMigrations } from 'drizzle-orm/libsql/migrator';
import { openDatabase } from './client.ts';

/** The folder `migrations/` at the root of the repository. */
const MIGRATIONS_FOLDER = resolve(import.meta.dirname, '../../../migrations');

/**
 * Brings a database up to the newest migration, in one transaction; a second run changes nothing. For Node only (reads files): `npm start`,
 * tests and deploy call it, the Worker only compares (`migrationState`).
 * @param url `http(s)://` or `libsql://` address
 */
export async function migrate(url: string, token?: string, namespace?: string): Promise<void> {
  const database = openDatabase({ url, token, namespace });
  try {
    await runMigrations(database.orm, { migrationsFolder: MIGRATIONS_FOLDER });
  } finally {
    database.client.close();
  }
}
