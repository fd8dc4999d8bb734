import { CLOSE_CODES, type CloseCodeName } from '@modekeeper/contracts';
import { type GatewayCore, now } from './core.ts';
import type { PresenceCause } from './presence.ts';
import { projectPresence } from './presence-projection.ts';
import { count, writeState } from './store/state.ts';

/** Close reasons are read by machines: the code, or for `back_off` the seconds to wait. */
export function closeWith(ws: WebSocket, name: CloseCodeName, reason: string): void {
  if (ws.readyState === WebSocket.OPEN || ws.readyState === WebSocket.READY_STATE_OPEN) ws.close(CLOSE_CODES[name], reason);
}

/**
 * Answers an upgrade with an open socket and closes it at once: only so does the peer get to see the close code.
 * The `Date` header lets it compare clocks.
 */
export function refuseUpgrade(name: CloseCodeName, reason: string): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.close(CLOSE_CODES[name], reason);
  return new Response(null, { status: 101, webSocket: client, headers: { Date: new Date(now()).toUTCString() } });
}

/** Remembers why a connector was turned away, for presence. Only for peers that named this object's cluster. */
export function noteRefusal(core: GatewayCore, cause: PresenceCause): void {
  writeState(core.sql, 'last_refusal', { at_ms: now(), cause });
  count(core.sql, 'connections_refused');
  projectPresence(core);
}
