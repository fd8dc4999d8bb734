import type { LiveEvent, LiveFinding, LiveSnapshot } from '@modekeeper/contracts';

/** As many findings as the snapshot of the control plane shows. */
const FINDINGS_SHOWN = 50;

/**
 * The snapshot after an event. Events that the snapshot already contains (their number is not above its own) change nothing, so a replay
 * after a reconnect cannot show anything twice.
 */
export function applyEvent(snapshot: LiveSnapshot, event: LiveEvent): LiveSnapshot {
  if (event.seq !== null && event.seq <= snapshot.seq) return snapshot;
  const next = event.seq === null ? snapshot : { ...snapshot, seq: event.seq };
  switch (event.type) {
    case 'presence':
      return { ...next, presence: event.body };
    case 'hello':
      return { ...next, hello: event.body };
    case 'finding': {
      if (event.seq === null) return next;
      const finding: LiveFinding = { seq: event.seq, at_ms: event.at_ms, body: event.body };
      return { ...next, findings: [...next.findings, finding].slice(-FINDINGS_SHOWN) };
    }
    case 'kill': {
      const { in_cluster } = event.body;
      return in_cluster === undefined ? next : { ...next, kill: { ...next.kill, in_cluster } };
    }
    default:
      return next;
  }
}
