import {
  type AnyFrame,
  type Decoded,
  decodeUpFrame,
  FrameInvalidError,
  isModeKeeperError,
  type ModeKeeperError,
  UP_FRAMES,
  type UpFrame,
} from '@modekeeper/contracts';
import { PROJECT_AT_LATEST_MS, plan } from './alarm.ts';
import { type GatewayCore, now } from './core.ts';
import { onHello } from './hello.ts';
import { closeWith } from './refuse.ts';
import { pump, sendAck, sendRefused } from './send.ts';
import { type ConnectorSocket, readSocket, writeSocket } from './sockets.ts';
import { storeFrame } from './store/inbox.ts';
import { count } from './store/state.ts';
import { acceptAck, onVolatile } from './volatile.ts';

/** After so many frames that could not be read, the connection ends: the peer is broken or hostile. */
const MAX_BAD_FRAMES = 20;
const BACK_OFF_AFTER_BAD_FRAMES_S = '60';

/**
 * One message of a connector. Returns true when something was stored for the database, so that the caller starts projecting.
 * Never throws for what the peer sent.
 */
export async function onConnectorMessage(core: GatewayCore, ws: WebSocket, message: string | ArrayBuffer): Promise<boolean> {
  const state: ConnectorSocket = { ...(readSocket(ws) as ConnectorSocket), last_frame_ms: now() };
  writeSocket(ws, state);
  let decoded: Decoded<UpFrame>;
  try {
    decoded = decodeUpFrame(typeof message === 'string' ? message : new Uint8Array(message));
  } catch (error) {
    if (!isModeKeeperError(error)) throw error;
    onUnreadable(core, ws, state, error);
    return false;
  }
  if (state.phase !== 'live') {
    if (decoded.known && decoded.frame.type === 'hello') await onHello(core, ws, state, decoded.frame.body);
    else sendRefused(core, ws, 'not_welcomed', 'Nothing but hello and heartbeats before welcome.', decoded.frame.id);
    return false;
  }
  if (decoded.frame.ack !== null) acceptAck(core, ws, decoded.frame.ack, null);
  if (!decoded.known) return onUnknown(core, ws, state, decoded.frame);
  const { frame } = decoded;
  if (UP_FRAMES[frame.type] === 'durable') return onDurable(core, ws, state, frame as UpFrame & { seq: number });
  if (frame.type === 'hello') await onHello(core, ws, state, frame.body);
  else await onVolatile(core, ws, frame);
  return false;
}

function onDurable(core: GatewayCore, ws: WebSocket, state: ConnectorSocket, frame: UpFrame & { seq: number }): boolean {
  const body = JSON.stringify(frame.body);
  return take(core, ws, state, frame, body);
}

/** Stores a numbered frame and acknowledges whatever is held now; the answer is the same however often the frame comes. */
function take(
  core: GatewayCore,
  ws: WebSocket,
  state: ConnectorSocket,
  frame: { stream: string; seq: number; id: string; type: string },
  body: string | null,
): boolean {
  if (state.stream === null) return false;
  const { arrival } = storeFrame(core.storage, state.stream, frame, body, now());
  if (arrival === 'next') count(core.sql, 'frames_durable');
  if (arrival === 'duplicate') count(core.sql, 'frames_duplicate');
  if (arrival === 'gap') {
    count(core.sql, 'frames_gap');
    sendRefused(core, ws, 'sequence_gap', 'Numbers are missing before this frame; go on from the acknowledged one.', frame.id);
  }
  if (arrival === 'foreign_stream') {
    count(core.sql, 'frames_refused');
    sendRefused(core, ws, 'stream_unknown', 'This stream was not named by hello.', frame.id);
  }
  sendAck(core, ws, state);
  if (arrival !== 'next' || body === null) return false;
  // Projected as soon as this event ends; the alarm is for an instance that does not live to see it.
  plan(core, 'project', now() + PROJECT_AT_LATEST_MS, 'sooner');
  return true;
}

function onUnknown(core: GatewayCore, ws: WebSocket, state: ConnectorSocket, frame: AnyFrame): boolean {
  count(core.sql, 'frames_unknown');
  if (frame.seq !== null) take(core, ws, state, { ...frame, seq: frame.seq }, null);
  return false;
}

function onUnreadable(core: GatewayCore, ws: WebSocket, state: ConnectorSocket, error: ModeKeeperError): void {
  const { code } = error;
  count(core.sql, code === 'payload_too_large' ? 'frames_oversized' : 'frames_refused');
  const bad_frames = state.bad_frames + 1;
  writeSocket(ws, { ...state, bad_frames });
  const frame = error instanceof FrameInvalidError ? error.envelope : null;
  sendRefused(core, ws, code, 'This frame is not one of connector.v1.', frame?.id ?? null);
  // A numbered frame that will never be readable must not hold up those behind it.
  if (state.phase === 'live' && frame?.seq != null) take(core, ws, state, { ...frame, seq: frame.seq }, null);
  if (bad_frames >= MAX_BAD_FRAMES) closeWith(ws, 'back_off', BACK_OFF_AFTER_BAD_FRAMES_S);
}

/** What follows every message of a welcomed connector: send what the window allows by now. */
export function afterMessage(core: GatewayCore): void {
  pump(core);
}
