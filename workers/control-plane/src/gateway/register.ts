import { emit } from '../live/emit.ts';
import { plan } from './alarm.ts';
import { type GatewayCore, newUlid, now } from './core.ts';
import { LOST_AFTER_MS } from './presence.ts';
import { presence } from './presence-view.ts';
import { closeWith } from './refuse.ts';
import { type ConnectorSocket, connectorSockets, readSocket } from './sockets.ts';
import { readBirth, writeBirth } from './store/identity.ts';
import { createTables } from './store/schema.ts';
import { clearState, readState, writeState } from './store/state.ts';
import { useKey } from './use-key.ts';
import { welcome } from './welcome.ts';

export type ClusterStatus = 'awaiting_confirmation' | 'active' | 'revoked';
/** What enrolment tells the object. `public_key`: strict base64 of 32 raw bytes; `key_id`: `sha256:` and its hex. */
export type Registration = {
  readonly tenant_id: string;
  readonly cluster_id: string;
  readonly public_key: string;
  readonly key_id: string;
  readonly status: ClusterStatus;
  readonly cluster_uid: string;
};

/**
 * Birth, or a new key for the same cluster: another tenant or cluster is refused for good. An earlier key is refused for sessions from
 * here on and its open sockets are closed.
 */
export function register(core: GatewayCore, input: Registration): void {
  createTables(core.sql);
  const birth = readBirth(core.sql);
  if (birth !== undefined && (birth.tenant_id !== input.tenant_id || birth.cluster_id !== input.cluster_id)) {
    throw new Error('this object belongs to another cluster');
  }
  core.storage.transactionSync(() => {
    writeBirth(core.sql, input, now());
    if (readState(core.sql, 'down_stream') === undefined) writeState(core.sql, 'down_stream', newUlid());
    writeState(core.sql, 'status', input.status);
    writeState(core.sql, 'cluster_uid', input.cluster_uid);
    writeState(core.sql, 'kill_synced', false);
    clearState(core.sql, 'last_refusal');
    clearState(core.sql, 'duplicate_identity');
    // What this says was read before it was sent: a revocation or another key may have overtaken it on the way.
    writeState(core.sql, 'told_unchecked', newUlid());
    useKey(core, input);
  });
  plan(core, 'drain', now(), 'sooner');
}

/** Confirmed: a connector that waits is welcomed. Back to waiting: it is cut and comes again. Revoked: see `revoke`. */
export async function setStatus(core: GatewayCore, status: ClusterStatus): Promise<void> {
  writeState(core.sql, 'status', status);
  // The order that the verb's batch left is done by this.
  plan(core, 'drain', now(), 'sooner');
  if (status === 'active') {
    const hello = readState(core.sql, 'hello');
    for (const { state, ws } of connectorSockets(core, 'waiting')) {
      if (hello !== undefined && hello.boot_id === state.boot_id) await welcome(core, ws, state, hello);
      else ws.close(1000, 'status_changed');
    }
  } else {
    for (const { ws } of connectorSockets(core)) {
      if (status === 'revoked') closeWith(ws, 'revoked', 'cluster_revoked');
      else ws.close(1000, 'status_changed');
    }
  }
  emit(core, { type: 'presence', body: presence(core) }, 'numbered');
}

/** The socket of a connector closed, or broke. */
export function onConnectorGone(core: GatewayCore, ws: WebSocket, reason: string): void {
  const state = readSocket(ws) as ConnectorSocket;
  if (state.phase === 'opened' || state.phase === 'candidate') return;
  writeState(
    core.sql,
    'last_seen_ms',
    Math.max(
      readState(core.sql, 'last_seen_ms') ?? 0,
      state.last_frame_ms,
      core.ctx.getWebSocketAutoResponseTimestamp(ws)?.getTime() ?? 0,
    ),
  );
  writeState(core.sql, 'last_close', reason === 'replaced' ? 'socket_replaced' : 'socket_closed');
  emit(core, { type: 'presence', body: presence(core) }, 'numbered');
  // Every deploy cuts every socket: lists hear of it only when the connector is not back by then.
  if (connectorSockets(core, 'live', 'waiting').length === 0) plan(core, 'presence', now() + LOST_AFTER_MS + 1_000);
}
