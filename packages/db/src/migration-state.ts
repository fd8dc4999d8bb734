import { sql } from 'drizzle-orm';
import journal from '../../../migrations/meta/_journal.json' with { type: 'json' };
import type { Database } from './client.ts';

/** `current`: the database has exactly the migrations that this code knows. `behind`: run the migrations. `ahead`: deploy the code. */
export type MigrationState = 'current' | 'behind' | 'ahead';

/** Compares the database's newest migration with the newest one that this code was built with. */
export async function migrationState(database: Database): Promise<MigrationState> {
  const wanted = Math.max(...journal.entries.map((entry) => entry.when));
  const table = await database.orm.get<[string]>(
    sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name = '__drizzle_migrations'`,
  );
  if (table === undefined) return 'behind';
  const result = await database.client.execute('SELECT max(created_at) AS newest FROM __drizzle_migrations');
  const newest = Number(result.rows[0]?.newest ?? 0);
  if (newest === wanted) return 'current';
  return newest < wanted ? 'behind' : 'ahead';
}
