import { type HeartbeatBody, PRESENCE_ALARM_INTERVAL_S, type UpFrame } from '@modekeeper/contracts';
import { emit } from '../live/emit.ts';
import { plan } from './alarm.ts';
import { type GatewayCore, now } from './core.ts';
import { compareDigest } from './digest.ts';
import { noteFleet } from './fleet.ts';
import { noteKillReading } from './kill-reading.ts';
import { acknowledge } from './outbox-window.ts';
import { sendAck, sendRefused } from './send.ts';
import { type ConnectorSocket, readSocket, writeSocket } from './sockets.ts';
import { settleUpTo } from './store/outbox.ts';
import { storeSeries } from './store/series.ts';
import { readState, writeState } from './store/state.ts';
import { sendTrustDocuments } from './trust-documents.ts';

/** A frame without a number from a welcomed connector. */
export async function onVolatile(core: GatewayCore, ws: WebSocket, frame: UpFrame): Promise<void> {
  const state = readSocket(ws) as ConnectorSocket;
  switch (frame.type) {
    case 'ack':
      if (frame.body.stream === readState(core.sql, 'down_stream')) acceptAck(core, ws, frame.body.seq, frame.body.credit);
      return;
    case 'heartbeat':
      onHeartbeat(core, frame.body);
      sendAck(core, ws, state);
      await sendTrustDocuments(core, state.boot_id ?? '', 'when_stale');
      return noteFleet(core);
    case 'series':
      storeSeries(core.sql, frame.body, now());
      return emit(core, { type: 'series', body: frame.body }, 'volatile');
    case 'state_digest':
      return compareDigest(core, state, frame.body);
    case 'log_notice':
      return emit(core, { type: 'notice', body: frame.body }, 'volatile');
    default:
      return;
  }
}

/** Takes an acknowledgement of our stream; `credit` null when it came on the back of another frame. */
export function acceptAck(core: GatewayCore, ws: WebSocket, seq: number, credit: number | null): void {
  const state = readSocket(ws) as ConnectorSocket;
  if (state.window === null) return;
  const { outcome, window } = acknowledge(state.window, seq, credit ?? state.window.credit);
  if (outcome === 'out_of_range') {
    sendRefused(core, ws, 'ack_out_of_range', `Number ${seq} was never sent on this connection.`);
    return;
  }
  if (outcome === 'moved') settleUpTo(core.storage, seq, now());
  writeSocket(ws, { ...state, window });
}

/** Moves the dead-man's alarm on, so that a connector that reports every 5 min costs one wake per report and not two. */
function onHeartbeat(core: GatewayCore, body: HeartbeatBody): void {
  writeState(core.sql, 'last_heartbeat', { ...body, at_ms: now() });
  noteKillReading(core, body.kill, now());
  raiseKillFloor(core, body.kill.epoch);
  plan(core, 'presence', now() + (PRESENCE_ALARM_INTERVAL_S + 30) * 1_000);
}

/** Remembers the highest epoch that the connector has seen, wherever it got it from. */
export function raiseKillFloor(core: GatewayCore, epoch: number): void {
  if (epoch > (readState(core.sql, 'kill_floor') ?? 0)) writeState(core.sql, 'kill_floor', epoch);
}
