import type { FindingBody, LiveSnapshot } from '@modekeeper/contracts';
import { lastEvent, recentEvents } from '../live/emit.ts';
import type { GatewayCore } from './core.ts';
import { killView } from './kill-state.ts';
import type { PresenceView } from './presence.ts';
import { presence } from './presence-view.ts';
import { liveSocket } from './sockets.ts';
import { inboxDepth, parkedFrames } from './store/inbox.ts';
import { readPosition } from './store/outbox.ts';
import { type CounterName, readCounters, readState } from './store/state.ts';

const FINDINGS_SHOWN = 50;
const PARKED_SHOWN = 20;

/** The live snapshot, with the causes and counters that this control plane knows by name. */
export type GatewayView = LiveSnapshot & { readonly presence: PresenceView; readonly counters: Record<CounterName, number> };

/** The snapshot. */
export function view(core: GatewayCore): GatewayView {
  const hello = readState(core.sql, 'hello') ?? null;
  const heartbeat = readState(core.sql, 'last_heartbeat');
  const { acked, assigned } = readPosition(core.sql);
  const { parked, waiting } = inboxDepth(core.sql);
  return {
    seq: lastEvent(core),
    presence: presence(core),
    hello,
    kill: { ...killView(core), in_cluster: readState(core.sql, 'kill_reading')?.kill ?? null },
    findings: recentEvents(core, ['finding'], FINDINGS_SHOWN).map(({ at_ms, body, seq }) => ({
      seq,
      at_ms,
      body: body as FindingBody,
    })),
    queues: { inbox_waiting: waiting, inbox_parked: parked, outbox_unacknowledged: assigned - acked },
    parked: parkedFrames(core.sql, PARKED_SHOWN),
    parked_retry_ms: readState(core.sql, 'due')?.parked ?? null,
    counters: readCounters(core.sql),
    connected_since_ms: liveSocket(core)?.state.connected_ms ?? null,
    reported:
      heartbeat === undefined ? null : { at_ms: heartbeat.at_ms, api_server_offset_ms: heartbeat.clock.api_server_offset_ms },
  };
}
