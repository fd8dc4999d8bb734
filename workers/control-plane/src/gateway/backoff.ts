import { RECONNECTS_PER_S } from '@modekeeper/contracts';

/**
 * Delay before the n-th retry (n from 1): 1 s doubling to 30 s, with up to a quarter of jitter; `unit` in [0, 1). Whatever waited is through within a
 * minute after the database is back (safety.md, I6).
 */
export function retryDelay(attempt: number, unit: number): number {
  const base_ms = Math.min(30_000, 1_000 * 2 ** Math.min(attempt - 1, 20));
  return Math.round(base_ms * (1 + unit / 4));
}

/** Size of installation that the spread is meant for until the fleet was counted. */
const CONNECTORS_EXPECTED = 2_000;
/** A connector keeps the number of its last welcome until it reconnects: the fleet may double in between. */
const GROWTH = 2;

/**
 * Milliseconds over which the connectors of a deployment spread their next reconnect (architecture.md 3: at least N/200 seconds for N
 * connectors), never below 5 s. `counted`: connectors when they were counted last; null when they never were.
 */
export function reconnectSpread(counted: number | null): number {
  const connectors = counted === null ? CONNECTORS_EXPECTED : counted * GROWTH;
  return Math.max(5_000, Math.ceil((connectors / RECONNECTS_PER_S) * 1_000));
}

/** Milliseconds before a parked frame is tried again: one hour after `attempts` = `limit`, doubling to 24 hours. A deploy may have brought what it needed. */
export function parkedDelay(attempts: number, limit: number): number {
  return Math.min(24, 2 ** Math.min(Math.max(0, attempts - limit), 20)) * 3_600_000;
}
