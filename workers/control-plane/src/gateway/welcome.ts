import { type HelloBody, PRESENCE_ALARM_INTERVAL_S } from '@modekeeper/contracts';
import { isUnavailable } from '@modekeeper/db';
import { emit } from '../live/emit.ts';
import { anybodyWatches } from '../live/watchers.ts';
import { PROJECT_AT_LATEST_MS, plan } from './alarm.ts';
import { background } from './background.ts';
import { reconnectSpread } from './backoff.ts';
import { type GatewayCore, newUlid, now } from './core.ts';
import { drain } from './drain.ts';
import { noteFleet } from './fleet.ts';
import { activeKillSet, syncKill } from './kill-state.ts';
import { resume } from './outbox-window.ts';
import { projectPresence } from './presence-projection.ts';
import { presence } from './presence-view.ts';
import { project } from './project.ts';
import { closeWith } from './refuse.ts';
import { pump, sendVolatile } from './send.ts';
import { type ConnectorSocket, writeSocket } from './sockets.ts';
import { knowsStream, readCursor, storeInternal, touchStream } from './store/inbox.ts';
import { readPosition, rebear, settleUpTo } from './store/outbox.ts';
import { readState, writeState } from './store/state.ts';
import { sendTrustDocuments } from './trust-documents.ts';
import { raiseKillFloor } from './volatile.ts';

/** A connector that cannot be told the kill state yet comes again after so many seconds. */
const BACK_OFF_S = '10';
/**
 * Makes a connection the live one: streams, cursors and kill state, then everything that waits for the connector.
 * Without the database there is no welcome for a cluster that never learned the switches in force; one that did goes on.
 */
export async function welcome(core: GatewayCore, ws: WebSocket, state: ConnectorSocket, hello: HelloBody): Promise<void> {
  try {
    await syncKill(core);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return closeWith(ws, 'back_off', BACK_OFF_S);
  }
  const at_ms = now();
  const is_new_stream = !knowsStream(core.sql, hello.stream);
  if (state.peer_seq < readPosition(core.sql).acked) rebear(core.storage, newUlid());
  const { acked, assigned } = readPosition(core.sql);
  const window = resume(assigned, acked, state.peer_seq);
  if (window.acked > acked) settleUpTo(core.storage, window.acked, at_ms);
  touchStream(core.sql, hello.stream, at_ms);
  raiseKillFloor(core, hello.kill.epoch);
  writeState(core.sql, 'last_seen_ms', at_ms);
  writeSocket(ws, { ...state, phase: 'live', window });
  sendVolatile(core, ws, 'welcome', {
    streams: { up: hello.stream, down: readState(core.sql, 'down_stream') ?? '' },
    cursors: { up: readCursor(core.sql, hello.stream).seq, down: window.acked },
    kill: { epoch: readState(core.sql, 'kill_epoch') ?? 0, set: activeKillSet(core) },
    reconnect_spread_ms: reconnectSpread(readState(core.sql, 'fleet')?.value ?? null),
  });
  if (anybodyWatches(core)) sendVolatile(core, ws, 'watch', { on: true });
  pump(core);
  plan(core, 'presence', at_ms + (PRESENCE_ALARM_INTERVAL_S + 30) * 1_000);
  storeInternal(core.sql, newUlid(), 'hello', JSON.stringify({ mode: hello.mode, chart_version: hello.versions.chart }), at_ms);
  plan(core, 'project', at_ms + PROJECT_AT_LATEST_MS, 'sooner');
  emit(core, { type: 'hello', body: hello }, 'volatile');
  emit(core, { type: 'presence', body: presence(core) }, 'numbered');
  projectPresence(core);
  // The rest needs the database; when it is away the alarm comes back to it.
  if (is_new_stream) writeState(core.sql, 'report_wanted', true);
  background(core, 'catch_up', () => catchUp(core, hello));
}

async function catchUp(core: GatewayCore, hello: HelloBody): Promise<void> {
  await project(core);
  await drain(core);
  await sendTrustDocuments(core, hello.boot_id, 'always');
  await noteFleet(core);
}
