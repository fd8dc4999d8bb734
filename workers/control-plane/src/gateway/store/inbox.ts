import { type Arrival, advance, judgeArrival, newCursor, type StreamCursor } from '../inbox-cursor.ts';

/** Streams remembered per connector: one per boot; older ones cannot come back, their outbox was memory. */
const STREAMS_KEPT = 8;

export type InboxRow = {
  readonly position: number;
  readonly frame_id: string;
  readonly type: string;
  readonly body: string;
  readonly received_ms: number;
  readonly attempts: number;
};

/** The cursor of a stream; a stream never seen starts at 0. */
export function readCursor(sql: SqlStorage, stream: string): StreamCursor {
  return (
    sql.exec<{ stream: string; seq: number }>('SELECT stream, seq FROM up_streams WHERE stream = ?', stream).toArray()[0] ??
    newCursor(stream)
  );
}

/** Whether anything was ever received of a stream. */
export function knowsStream(sql: SqlStorage, stream: string): boolean {
  return sql.exec('SELECT 1 FROM up_streams WHERE stream = ?', stream).toArray().length > 0;
}

/** Remembers a stream as announced, and forgets the oldest beyond the bound. */
export function touchStream(sql: SqlStorage, stream: string, now_ms: number): void {
  sql.exec(
    'INSERT INTO up_streams (stream, seq, used_ms) VALUES (?, 0, ?) ON CONFLICT (stream) DO UPDATE SET used_ms = excluded.used_ms',
    stream,
    now_ms,
  );
  sql.exec(
    'DELETE FROM up_streams WHERE stream NOT IN (SELECT stream FROM up_streams ORDER BY used_ms DESC LIMIT ?)',
    STREAMS_KEPT,
  );
}

/**
 * Stores a numbered frame when it is the next of its stream and moves the cursor, in one transaction.
 * `body` null: the frame is acknowledged but not kept (unknown type, unreadable body).
 */
export function storeFrame(
  storage: DurableObjectStorage,
  cursor_of: string,
  frame: { stream: string; seq: number; id: string; type: string },
  body: string | null,
  now_ms: number,
): { arrival: Arrival; cursor: StreamCursor } {
  return storage.transactionSync(() => {
    const cursor = readCursor(storage.sql, cursor_of);
    const arrival = judgeArrival(cursor, frame);
    if (arrival !== 'next') return { arrival, cursor };
    if (body !== null) {
      storage.sql.exec(
        'INSERT INTO inbox (frame_id, type, body, received_ms) VALUES (?, ?, ?, ?)',
        frame.id,
        frame.type,
        body,
        now_ms,
      );
    }
    const moved = advance(cursor, frame);
    storage.sql.exec('UPDATE up_streams SET seq = ?, used_ms = ? WHERE stream = ?', moved.seq, now_ms, moved.stream);
    return { arrival, cursor: moved };
  });
}

/** The oldest frame that is not projected yet; parked ones are left out. */
export function oldestInboxRow(sql: SqlStorage): InboxRow | undefined {
  return sql
    .exec<InboxRow>(
      'SELECT position, frame_id, type, body, received_ms, attempts FROM inbox WHERE parked IS NULL ORDER BY position LIMIT 1',
    )
    .toArray()[0];
}

/** Number of frames that wait for the database, and of those that were put aside. */
export function inboxDepth(sql: SqlStorage): { waiting: number; parked: number } {
  return sql
    .exec<{ waiting: number; parked: number }>(
      'SELECT COALESCE(SUM(parked IS NULL), 0) AS waiting, COALESCE(SUM(parked IS NOT NULL), 0) AS parked FROM inbox',
    )
    .one();
}

/** Removes a projected frame: from here on the database holds it. */
export function removeInboxRow(sql: SqlStorage, position: number): void {
  sql.exec('DELETE FROM inbox WHERE position = ?', position);
}

/** Counts a failed attempt; returns the number of attempts so far. */
export function failInboxRow(sql: SqlStorage, position: number): number {
  sql.exec('UPDATE inbox SET attempts = attempts + 1 WHERE position = ?', position);
  return sql.exec<{ attempts: number }>('SELECT attempts FROM inbox WHERE position = ?', position).toArray()[0]?.attempts ?? 0;
}

/** Puts a frame aside with its reason, so that those behind it go on; it is tried again after a long while. */
export function parkInboxRow(sql: SqlStorage, position: number, reason: string): void {
  sql.exec('UPDATE inbox SET parked = ? WHERE position = ?', reason, position);
}

/** Puts the parked frames back in their places; their attempts stay counted, so that one that fails again is parked at once. */
export function unparkInbox(sql: SqlStorage): void {
  sql.exec('UPDATE inbox SET parked = NULL WHERE parked IS NOT NULL');
}

/** The parked frames, oldest first, without their bodies. */
export function parkedFrames(
  sql: SqlStorage,
  limit: number,
): { type: string; reason: string; received_ms: number; attempts: number }[] {
  return sql
    .exec<{ type: string; reason: string; received_ms: number; attempts: number }>(
      'SELECT type, parked AS reason, received_ms, attempts FROM inbox WHERE parked IS NOT NULL ORDER BY position LIMIT ?',
      limit,
    )
    .toArray();
}

/** Stores something that the object itself has to tell the database, behind everything that arrived before. */
export function storeInternal(
  sql: SqlStorage,
  id: string,
  type: 'hello' | 'duplicate_identity' | 'presence',
  body: string,
  now_ms: number,
): void {
  sql.exec('INSERT INTO inbox (frame_id, type, body, received_ms) VALUES (?, ?, ?, ?)', id, `internal:${type}`, body, now_ms);
}
