import { type Database, fleetRows } from '@modekeeper/db';

/** Cron counts every hour; who finds no number, or one that a missed run left behind, counts for all. */
const COUNT_VALID_MS = 2 * 60 * 60_000;

/** Number of clusters of the deployment whose connectors may connect, at most two hours old. */
export async function fleetSize(platform: Database, now_ms: number): Promise<number> {
  const known = await fleetRows.findCount(platform);
  if (known !== undefined && known.counted_at_ms > now_ms - COUNT_VALID_MS) return known.value;
  return (await fleetRows.recount(platform, now_ms)).value;
}
