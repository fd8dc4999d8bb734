/**
 * Tables of a cluster's object. Made at birth only: an object that a stranger named by a made-up id stays empty and costs nothing.
 * Times are ms since the epoch.
 */
const TABLES = [
  'CREATE TABLE IF NOT EXISTS birth (one INTEGER PRIMARY KEY CHECK (one = 1), tenant_id TEXT NOT NULL, cluster_id TEXT NOT NULL, born_ms INTEGER NOT NULL)',
  'CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID',
  'CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID',
  'CREATE TABLE IF NOT EXISTS connector_keys (key_id TEXT PRIMARY KEY, public_key TEXT NOT NULL, enrolled_ms INTEGER NOT NULL, retired_ms INTEGER) WITHOUT ROWID',
  'CREATE TABLE IF NOT EXISTS nonces (nonce TEXT PRIMARY KEY, until_ms INTEGER NOT NULL) WITHOUT ROWID',
  'CREATE TABLE IF NOT EXISTS up_streams (stream TEXT PRIMARY KEY, seq INTEGER NOT NULL, used_ms INTEGER NOT NULL) WITHOUT ROWID',
  `CREATE TABLE IF NOT EXISTS inbox (position INTEGER PRIMARY KEY AUTOINCREMENT, frame_id TEXT NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL,
    received_ms INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, parked TEXT)`,
  'CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY, row_id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, body TEXT NOT NULL, bytes INTEGER NOT NULL, created_ms INTEGER NOT NULL)',
  'CREATE TABLE IF NOT EXISTS outbox_done (row_id TEXT PRIMARY KEY, done_ms INTEGER NOT NULL) WITHOUT ROWID',
  'CREATE TABLE IF NOT EXISTS kill_switches (scope_type TEXT NOT NULL, scope_id TEXT NOT NULL, active INTEGER NOT NULL, epoch INTEGER NOT NULL, command_id TEXT NOT NULL, envelope TEXT NOT NULL, PRIMARY KEY (scope_type, scope_id)) WITHOUT ROWID',
  'CREATE TABLE IF NOT EXISTS series (workload TEXT NOT NULL, bucket_ms INTEGER NOT NULL, start_ms INTEGER NOT NULL, buckets TEXT NOT NULL, PRIMARY KEY (bucket_ms, workload, start_ms)) WITHOUT ROWID',
  'CREATE TABLE IF NOT EXISTS live_events (seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, body TEXT NOT NULL, at_ms INTEGER NOT NULL)',
];

/** Makes the tables; idempotent, so that a later version may add to the list. */
export function createTables(sql: SqlStorage): void {
  for (const statement of TABLES) sql.exec(statement);
}

/** Whether the object was born; asks the catalogue, because before birth there is no table to ask. */
export function hasTables(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = 'birth'").toArray().length > 0;
}
