import { type DownBody, type DownFrameType, PROTOCOL_VERSION } from '@modekeeper/contracts';
import { type GatewayCore, newUlid, now } from './core.ts';
import { markSent, sendable } from './outbox-window.ts';
import { type ConnectorSocket, liveSocket, writeSocket } from './sockets.ts';
import { readCursor } from './store/inbox.ts';
import { readPosition, readRows } from './store/outbox.ts';
import { readState } from './store/state.ts';

/** Frames that the object has room for; the inbox is a disk, so the number only keeps one connector from flooding it. */
const CREDIT = 256;

type Volatile = 'welcome' | 'ack' | 'refused' | 'watch';

function envelope(core: GatewayCore, type: DownFrameType, body: unknown, seq: number | null, ack: number | null): string {
  const stream = readState(core.sql, 'down_stream');
  return JSON.stringify({ v: PROTOCOL_VERSION, type, id: newUlid(), stream, seq, ack, sent_at_ms: now(), body });
}

/** Sends a frame without a number. A socket that has just gone is no fault: its close event says so. */
export function sendVolatile<Type extends Volatile>(core: GatewayCore, ws: WebSocket, type: Type, body: DownBody<Type>): void {
  if (ws.readyState === WebSocket.OPEN) ws.send(envelope(core, type, body, null, null));
}

/** Acknowledges everything stored so far of the connector's stream. The runtime holds it back until the storage is on disk. */
export function sendAck(core: GatewayCore, ws: WebSocket, state: ConnectorSocket): void {
  if (state.stream === null) return;
  const { seq, stream } = readCursor(core.sql, state.stream);
  sendVolatile(core, ws, 'ack', { stream, seq, credit: CREDIT, kill_epoch: readState(core.sql, 'kill_epoch') ?? 0 });
}

/** Refuses a frame without ending the session. */
export function sendRefused(
  core: GatewayCore,
  ws: WebSocket,
  code: string,
  message: string,
  frame_id: string | null = null,
): void {
  sendVolatile(core, ws, 'refused', { code, message, frame_id, close_code: null, retry_after_s: null });
}

/** Sends what the window of the welcomed connector allows, in order. */
export function pump(core: GatewayCore): void {
  const live = liveSocket(core);
  if (live?.state.window == null) return;
  const { state, ws } = live;
  let window = { ...live.state.window, assigned: readPosition(core.sql).assigned };
  const range = sendable(window);
  if (range !== null) {
    for (const row of readRows(core.sql, range.from, range.to)) {
      ws.send(envelope(core, row.type as DownFrameType, JSON.parse(row.body), row.seq, null));
    }
    window = markSent(window, range.to);
  }
  writeSocket(ws, { ...state, window });
}
