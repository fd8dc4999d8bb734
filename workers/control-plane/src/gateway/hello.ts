import {
  CLOSE_CODES,
  DUPLICATE_PING_TEXT,
  DUPLICATE_PING_TIMEOUT_S,
  type HelloBody,
  PRESENCE_ALARM_INTERVAL_S,
  PROTOCOL_VERSION,
} from '@modekeeper/contracts';
import { plan } from './alarm.ts';
import { background } from './background.ts';
import { type GatewayCore, newUlid, now } from './core.ts';
import { noteKillReading } from './kill-reading.ts';
import { projectPresence } from './presence-projection.ts';
import { project } from './project.ts';
import { closeWith, noteRefusal } from './refuse.ts';
import { sendRefused } from './send.ts';
import { type ConnectorSocket, connectorSockets, leaseOf, writeSocket } from './sockets.ts';
import { readStatus } from './store/identity.ts';
import { storeInternal } from './store/inbox.ts';
import { clearState, count, readState, writeState } from './store/state.ts';
import { welcome } from './welcome.ts';

/** A lease that moves within this time after the ping counts as an answer to it. */
const PING_TIMEOUT_MS = DUPLICATE_PING_TIMEOUT_S * 1_000;

/**
 * The first frame of a connection: checks the protocol, settles who holds the identity, then welcomes.
 * Closes with 4426 when no protocol version is shared.
 */
export async function onHello(core: GatewayCore, ws: WebSocket, state: ConnectorSocket, hello: HelloBody): Promise<void> {
  if (state.phase !== 'opened') return sendRefused(core, ws, 'hello_repeated', 'This connection has said hello before.');
  if (hello.protocol.min > PROTOCOL_VERSION || hello.protocol.max < PROTOCOL_VERSION) {
    noteRefusal(core, 'protocol_too_old');
    return closeWith(ws, 'protocol_too_old', 'protocol_too_old');
  }
  const down_stream = readState(core.sql, 'down_stream');
  const held = hello.last_acknowledged;
  const named: ConnectorSocket = {
    ...state,
    boot_id: hello.boot_id,
    stream: hello.stream,
    peer_seq: held !== null && held.stream === down_stream ? held.seq : 0,
  };
  const others = connectorSockets(core, 'live', 'waiting', 'candidate').filter((other) => other.ws !== ws);
  for (const other of others.filter(({ state: { boot_id } }) => boot_id === hello.boot_id)) other.ws.close(1000, 'replaced');
  const rivals = others.filter(({ state: { boot_id } }) => boot_id !== hello.boot_id);
  if (rivals.length === 0) {
    // Alone again: the other one has been taken away, or comes back and is flagged anew.
    clearState(core.sql, 'duplicate_identity');
    return admit(core, ws, named, hello);
  }
  // A third boot does not wait behind a second: whoever came last among the candidates stays one.
  for (const { ws: older, state: its } of rivals)
    if (its.phase === 'candidate') closeWith(older, 'duplicate', 'duplicate_identity');
  const holder = rivals.find(({ state: its }) => its.phase !== 'candidate');
  if (holder === undefined) return admit(core, ws, named, hello);
  writeSocket(ws, { ...named, phase: 'candidate' });
  writeState(core.sql, 'candidate_hello', hello);
  writeSocket(holder.ws, { ...holder.state, pinged_ms: now() });
  holder.ws.send(DUPLICATE_PING_TEXT);
  plan(core, 'duplicate', now() + PING_TIMEOUT_MS);
}

/** Alarm job: the old socket's time is up. It answered: the newer one is refused and both are flagged; it did not: it is replaced. */
export async function settleDuplicate(core: GatewayCore): Promise<void> {
  const candidate = connectorSockets(core, 'candidate').at(-1);
  const hello = readState(core.sql, 'candidate_hello');
  clearState(core.sql, 'candidate_hello');
  if (candidate === undefined || hello === undefined) return;
  const holder = connectorSockets(core, 'live', 'waiting').find(({ state }) => state.pinged_ms !== null);
  if (holder !== undefined && leaseOf(core, holder.ws, holder.state) > (holder.state.pinged_ms ?? 0)) {
    writeSocket(holder.ws, { ...holder.state, pinged_ms: null });
    writeState(core.sql, 'duplicate_identity', true);
    storeInternal(core.sql, newUlid(), 'duplicate_identity', '{}', now());
    background(core, 'project', () => project(core));
    noteRefusal(core, 'duplicate_identity');
    candidate.ws.close(CLOSE_CODES.duplicate, 'duplicate_identity');
    return;
  }
  holder?.ws.close(1000, 'replaced');
  if (holder !== undefined) writeSocket(holder.ws, { ...holder.state, phase: 'opened' });
  await admit(core, candidate.ws, { ...candidate.state, phase: 'opened' }, hello);
}

async function admit(core: GatewayCore, ws: WebSocket, state: ConnectorSocket, hello: HelloBody): Promise<void> {
  writeState(core.sql, 'hello', hello);
  noteKillReading(core, hello.kill, now());
  count(core.sql, 'connections');
  plan(core, 'presence', now() + (PRESENCE_ALARM_INTERVAL_S + 30) * 1_000);
  if (readStatus(core.sql) === 'awaiting_confirmation') {
    writeSocket(ws, { ...state, phase: 'waiting' });
    projectPresence(core);
    return sendRefused(
      core,
      ws,
      'cluster_not_confirmed',
      'An owner or admin has to confirm the uid of this cluster; until then heartbeats only.',
    );
  }
  await welcome(core, ws, state, hello);
}
