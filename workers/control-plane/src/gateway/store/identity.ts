import { readState, type StateValues, writeState } from './state.ts';

export type Birth = { readonly tenant_id: string; readonly cluster_id: string };
export type ConnectorKey = { readonly key_id: string; readonly public_key: string; readonly retired_ms: number | null };

/** Whom the object belongs to, for good. */
export function readBirth(sql: SqlStorage): Birth | undefined {
  return sql.exec<{ tenant_id: string; cluster_id: string }>('SELECT tenant_id, cluster_id FROM birth').toArray()[0];
}

/** Stores tenant and cluster once; the caller has checked that no other is stored. */
export function writeBirth(sql: SqlStorage, birth: Birth, now_ms: number): void {
  sql.exec(
    'INSERT OR IGNORE INTO birth (one, tenant_id, cluster_id, born_ms) VALUES (1, ?, ?, ?)',
    birth.tenant_id,
    birth.cluster_id,
    now_ms,
  );
}

/** Makes `key_id` the key of sessions; every other one is retired: refused for sessions, kept for documents older than that. */
export function enrolKey(sql: SqlStorage, key: { key_id: string; public_key: string }, now_ms: number): void {
  sql.exec('UPDATE connector_keys SET retired_ms = ? WHERE key_id <> ? AND retired_ms IS NULL', now_ms, key.key_id);
  sql.exec(
    'INSERT INTO connector_keys (key_id, public_key, enrolled_ms, retired_ms) VALUES (?, ?, ?, NULL) ON CONFLICT (key_id) DO UPDATE SET retired_ms = NULL',
    key.key_id,
    key.public_key,
    now_ms,
  );
  writeState(sql, 'current_key_id', key.key_id);
}

/** Every key that was ever enrolled, with the time it was retired. */
export function readKeys(sql: SqlStorage): ConnectorKey[] {
  return sql
    .exec<{ key_id: string; public_key: string; retired_ms: number | null }>(
      'SELECT key_id, public_key, retired_ms FROM connector_keys ORDER BY enrolled_ms',
    )
    .toArray();
}

/** The key that sessions must use. */
export function currentKey(sql: SqlStorage): ConnectorKey | undefined {
  const key_id = readState(sql, 'current_key_id');
  return readKeys(sql).find((key) => key.key_id === key_id);
}

/** Status as the object knows it; a born object always has one. */
export function readStatus(sql: SqlStorage): StateValues['status'] {
  return readState(sql, 'status') ?? 'awaiting_confirmation';
}

/** Remembers a nonce for `keep_ms`; false when it was used before. Forgets old ones on the way. */
export function spendNonce(sql: SqlStorage, nonce: string, now_ms: number, keep_ms: number): boolean {
  sql.exec('DELETE FROM nonces WHERE until_ms < ?', now_ms);
  return sql.exec('INSERT OR IGNORE INTO nonces (nonce, until_ms) VALUES (?, ?)', nonce, now_ms + keep_ms).rowsWritten > 0;
}
