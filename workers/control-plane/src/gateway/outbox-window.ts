import { OUTBOX_MAX_BYTES, OUTBOX_MAX_FRAMES } from '@modekeeper/contracts';

/** Frames in flight before the peer has said how many it takes. */
export const INITIAL_CREDIT = 64;

/**
 * Where sending stands on one connection.
 * `assigned` is the last number given out, `acked` the last that the peer stored, `sent` the last put on this connection.
 * Invariant: acked <= sent <= assigned.
 */
export type OutboxWindow = { readonly assigned: number; readonly acked: number; readonly sent: number; readonly credit: number };

/** A window of a new connection; `peer_seq` is what the peer says it has of this stream (0 when it names another stream). */
export function resume(assigned: number, acked: number, peer_seq: number): OutboxWindow {
  // A peer that claims more than was ever sent is wrong about the stream: then only our own knowledge counts.
  const known = peer_seq > assigned ? acked : Math.max(acked, peer_seq);
  return { assigned, acked: known, sent: known, credit: INITIAL_CREDIT };
}

export type AckOutcome = { readonly window: OutboxWindow; readonly outcome: 'moved' | 'stale' | 'out_of_range' };

/** Takes an acknowledgement: `stale` below what is known, `out_of_range` above what was sent on this connection. */
export function acknowledge(window: OutboxWindow, seq: number, credit: number): AckOutcome {
  if (seq > window.sent) return { window, outcome: 'out_of_range' };
  if (seq < window.acked) return { window, outcome: 'stale' };
  return { window: { ...window, acked: seq, credit: Math.max(0, credit) }, outcome: seq === window.acked ? 'stale' : 'moved' };
}

/** The numbers that may be sent now, `from` to `to` inclusive, or null: at most `credit` frames beyond the acknowledged one. */
export function sendable(window: OutboxWindow): { from: number; to: number } | null {
  const to = Math.min(window.assigned, window.acked + window.credit);
  return to > window.sent ? { from: window.sent + 1, to } : null;
}

/** The window after the frames up to `seq` went out. */
export function markSent(window: OutboxWindow, seq: number): OutboxWindow {
  return { ...window, sent: Math.max(window.sent, Math.min(seq, window.assigned)) };
}

/** Whether one more frame of `bytes` fits; a stop always fits, it must not wait behind anything. */
export function fits(held: { frames: number; bytes: number }, bytes: number, type: string): boolean {
  if (type === 'kill_set') return true;
  return held.frames < OUTBOX_MAX_FRAMES && held.bytes + bytes <= OUTBOX_MAX_BYTES;
}
