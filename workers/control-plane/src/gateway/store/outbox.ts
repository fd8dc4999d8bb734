import { fits } from '../outbox-window.ts';
import { readState, writeState } from './state.ts';

/** How long the id of an acknowledged row is remembered, so that a late second drain does not send it again. */
const DONE_KEPT_MS = 7 * 24 * 3_600_000;

export type OutboxRow = { readonly seq: number; readonly row_id: string; readonly type: string; readonly body: string };

/** Last number given out and last number acknowledged of the downward stream. */
export function readPosition(sql: SqlStorage): { assigned: number; acked: number } {
  return { assigned: readState(sql, 'down_assigned') ?? 0, acked: readState(sql, 'down_acked') ?? 0 };
}

/** Whether a row was taken over before, acknowledged or not. */
export function knowsRow(sql: SqlStorage, row_id: string): boolean {
  return (
    sql.exec('SELECT 1 FROM outbox WHERE row_id = ?1 UNION ALL SELECT 1 FROM outbox_done WHERE row_id = ?1', row_id).toArray()
      .length > 0
  );
}

/** Takes a frame over, numbered; `known` when it was before, `full` when it does not fit (the row then waits in the database). */
export function enqueue(
  storage: DurableObjectStorage,
  frame: { row_id: string; type: string; body: string },
  now_ms: number,
): 'queued' | 'known' | 'full' {
  return storage.transactionSync(() => {
    const { sql } = storage;
    if (knowsRow(sql, frame.row_id)) return 'known';
    const bytes = new TextEncoder().encode(frame.body).length;
    const held = sql
      .exec<{ frames: number; bytes: number }>('SELECT COUNT(*) AS frames, COALESCE(SUM(bytes), 0) AS bytes FROM outbox')
      .one();
    if (!fits(held, bytes, frame.type)) return 'full';
    const seq = readPosition(sql).assigned + 1;
    sql.exec(
      'INSERT INTO outbox (seq, row_id, type, body, bytes, created_ms) VALUES (?, ?, ?, ?, ?, ?)',
      seq,
      frame.row_id,
      frame.type,
      frame.body,
      bytes,
      now_ms,
    );
    writeState(sql, 'down_assigned', seq);
    return 'queued';
  });
}

/** The rows with the numbers `from` to `to`. */
export function readRows(sql: SqlStorage, from: number, to: number): OutboxRow[] {
  return sql
    .exec<OutboxRow>('SELECT seq, row_id, type, body FROM outbox WHERE seq BETWEEN ? AND ? ORDER BY seq', from, to)
    .toArray();
}

/** Drops what the connector has stored; remembers the ids for a week. */
export function settleUpTo(storage: DurableObjectStorage, seq: number, now_ms: number): void {
  storage.transactionSync(() => {
    const { sql } = storage;
    sql.exec('INSERT OR IGNORE INTO outbox_done (row_id, done_ms) SELECT row_id, ? FROM outbox WHERE seq <= ?', now_ms, seq);
    sql.exec('DELETE FROM outbox WHERE seq <= ?', seq);
    sql.exec('DELETE FROM outbox_done WHERE done_ms < ?', now_ms - DONE_KEPT_MS);
    writeState(sql, 'down_acked', seq);
  });
}

/**
 * A new stream for a peer that does not hold what it acknowledged of the old one (its journal is new or older than that): what is not
 * acknowledged is numbered from 1 again. What was acknowledged and lost there is told by the `state_report` that follows.
 */
export function rebear(storage: DurableObjectStorage, stream: string): void {
  storage.transactionSync(() => {
    const { sql } = storage;
    const { acked, assigned } = readPosition(sql);
    // Ascending, so that no number is taken twice on the way: the new ones are all lower or equal.
    for (const { seq } of sql.exec<{ seq: number }>('SELECT seq FROM outbox ORDER BY seq').toArray()) {
      sql.exec('UPDATE outbox SET seq = ? WHERE seq = ?', seq - acked, seq);
    }
    writeState(sql, 'down_stream', stream);
    writeState(sql, 'down_assigned', assigned - acked);
    writeState(sql, 'down_acked', 0);
  });
}
