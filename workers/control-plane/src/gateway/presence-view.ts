import { type GatewayCore, now } from './core.ts';
import { type PresenceView, presenceAt } from './presence.ts';
import { connectorSockets, leaseOf } from './sockets.ts';
import { readStatus } from './store/identity.ts';
import { readState } from './store/state.ts';

/** Presence now, from the lease and what is remembered of earlier connections. */
export function presence(core: GatewayCore): PresenceView {
  const leases = connectorSockets(core, 'live', 'waiting').map(({ state, ws }) => leaseOf(core, ws, state));
  return presenceAt(
    {
      status: readStatus(core.sql),
      lease_ms: leases.length === 0 ? null : Math.max(...leases),
      last_seen_ms: readState(core.sql, 'last_seen_ms') ?? null,
      last_close: readState(core.sql, 'last_close') ?? null,
      last_refusal: readState(core.sql, 'last_refusal') ?? null,
      duplicate_identity: readState(core.sql, 'duplicate_identity') ?? false,
    },
    now(),
  );
}
