import { count, eq, inArray } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { clusters, platformCounts } from '../schema/index.ts';

export type FleetCount = { readonly value: number; readonly counted_at_ms: number };

/** Clusters of the deployment whose connectors may connect, as counted last. */
export async function findCount(database: Database): Promise<FleetCount | undefined> {
  return database.orm
    .select({ value: platformCounts.value, counted_at_ms: platformCounts.counted_at_ms })
    .from(platformCounts)
    .where(eq(platformCounts.name, 'connectors'))
    .get();
}

/** Counts them over all tenants of this database, and keeps the number: the only thing that is ever read across tenants. */
export async function recount(database: Database, now_ms: number): Promise<FleetCount> {
  const row = await database.orm
    .select({ value: count() })
    .from(clusters)
    .where(inArray(clusters.state, ['awaiting_confirmation', 'active']))
    .get();
  const set = { value: row?.value ?? 0, counted_at_ms: now_ms };
  await database.orm
    .insert(platformCounts)
    .values({ name: 'connectors', ...set })
    .onConflictDoUpdate({ target: platformCounts.name, set });
  return set;
}
