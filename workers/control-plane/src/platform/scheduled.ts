import { fleetRows, idempotencyRows, identityRows, outboxRows, platformRows } from '@modekeeper/db';
import { readConfig } from './config.ts';
import type { Env } from './env.ts';
import { platformDatabase } from './placement.ts';
import { renewFreshness } from './trust-documents.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Delivered orders are kept for whoever asks what happened; what they did is in the audit log. */
const ORDERS_KEPT_MS = 30 * DAY_MS;
const PART = 1_000;
const PARTS_MAX = 50;

/** Every hour: a new freshness statement when the last one is old, and rows that have had their time. */
export async function runScheduled(env: Env): Promise<void> {
  const read = readConfig(env);
  if (!read.ok) {
    console.error(JSON.stringify({ level: 'error', event: 'misconfigured', faults: read.faults }));
    return;
  }
  const platform = platformDatabase(read.config);
  const now_ms = Date.now();
  await renewFreshness({ config: read.config, platform, now_ms });
  await fleetRows.recount(platform, now_ms);
  await platformRows.dropExpiredIdempotencyKeys(platform, now_ms);
  await idempotencyRows.dropCommittedBefore(platform, now_ms);
  await platformRows.dropStepUpsBefore(platform, now_ms - DAY_MS);
  await identityRows.dropExpired(platform, new Date(now_ms));
  for (let part = 0; part < PARTS_MAX; part += 1)
    if (!(await outboxRows.dropDeliveredBefore(platform, now_ms - ORDERS_KEPT_MS, PART))) break;
}
