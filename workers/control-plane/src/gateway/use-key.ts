import { type GatewayCore, now } from './core.ts';
import { closeWith } from './refuse.ts';
import { connectorSockets } from './sockets.ts';
import { enrolKey } from './store/identity.ts';

/** Makes this the key of sessions: every other one is refused from here on, and its open sockets are closed. */
export function useKey(core: GatewayCore, key: { key_id: string; public_key: string }): void {
  enrolKey(core.sql, key, now());
  for (const { state, ws } of connectorSockets(core))
    if (state.key_id !== key.key_id) closeWith(ws, 'credentials', 'key_replaced');
}
