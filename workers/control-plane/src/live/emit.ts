import type { LiveKind, LiveNews } from '@modekeeper/contracts';
import { type GatewayCore, now } from '../gateway/core.ts';
import { portalSockets } from '../gateway/sockets.ts';

/** Numbered events kept for those who come back; older ones are in the snapshot. */
const EVENTS_KEPT = 500;

/**
 * Shows something to everybody who watches. `numbered`: stored first, so that snapshot and events share their numbers.
 * `volatile`: only for those who are there (buckets, notices).
 */
export function emit(core: GatewayCore, { body, type }: LiveNews, how: 'numbered' | 'volatile'): void {
  const at_ms = now();
  const seq = how === 'numbered' ? store(core, type, body, at_ms) : null;
  const text = JSON.stringify({ type, seq, at_ms, body });
  for (const { ws } of portalSockets(core)) ws.send(text);
}

function store(core: GatewayCore, kind: LiveKind, body: unknown, at_ms: number): number {
  const { seq } = core.sql
    .exec<{ seq: number }>(
      'INSERT INTO live_events (kind, body, at_ms) VALUES (?, ?, ?) RETURNING seq',
      kind,
      JSON.stringify(body),
      at_ms,
    )
    .one();
  core.sql.exec('DELETE FROM live_events WHERE seq <= ?', seq - EVENTS_KEPT);
  return seq;
}

/** Number of the newest event; a snapshot taken now contains everything up to it. */
export function lastEvent(core: GatewayCore): number {
  return core.sql.exec<{ seq: number }>('SELECT COALESCE(MAX(seq), 0) AS seq FROM live_events').one().seq;
}

/** The newest events of some kinds, oldest first. */
export function recentEvents(
  core: GatewayCore,
  kinds: readonly LiveKind[],
  limit: number,
): { seq: number; kind: string; at_ms: number; body: unknown }[] {
  const marks = kinds.map(() => '?').join(', ');
  return core.sql
    .exec<{ seq: number; kind: string; at_ms: number; body: string }>(
      `SELECT seq, kind, at_ms, body FROM live_events WHERE kind IN (${marks}) ORDER BY seq DESC LIMIT ?`,
      ...kinds,
      limit,
    )
    .toArray()
    .map((row) => ({ ...row, body: JSON.parse(row.body) as unknown }))
    .reverse();
}
