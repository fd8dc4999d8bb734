import type { FindingBody, HelloBody } from '@modekeeper/contracts';
import { lastEvent, recentEvents } from '../live/emit.ts';
import type { GatewayCore } from './core.ts';
import { type KillScope, killView } from './kill-state.ts';
import type { PresenceView } from './presence.ts';
import { presence } from './presence-view.ts';
import { liveSocket } from './sockets.ts';
import { inboxDepth, parkedFrames } from './store/inbox.ts';
import { readPosition } from './store/outbox.ts';
import { type CounterName, readCounters, readState } from './store/state.ts';

const FINDINGS_SHOWN = 50;
const PARKED_SHOWN = 20;

/** Everything the API and the portal show of a cluster's connection; no document bodies. */
export type GatewayView = {
  readonly seq: number;
  readonly presence: PresenceView;
  /** What the connector said of itself last; null before its first hello. */
  readonly hello: HelloBody | null;
  readonly kill: { readonly epoch: number; readonly active: KillScope[]; readonly in_cluster: HelloBody['kill'] | null };
  readonly findings: { readonly seq: number; readonly at_ms: number; readonly body: FindingBody }[];
  readonly queues: { readonly inbox_waiting: number; readonly inbox_parked: number; readonly outbox_unacknowledged: number };
  /** Frames that nothing could record, by type and reason; tried again at `parked_retry_ms`. */
  readonly parked: { readonly type: string; readonly reason: string; readonly received_ms: number; readonly attempts: number }[];
  readonly parked_retry_ms: number | null;
  readonly counters: Record<CounterName, number>;
  readonly connected_since_ms: number | null;
};

/** The snapshot. */
export function view(core: GatewayCore): GatewayView {
  const hello = readState(core.sql, 'hello') ?? null;
  const { acked, assigned } = readPosition(core.sql);
  const { parked, waiting } = inboxDepth(core.sql);
  return {
    seq: lastEvent(core),
    presence: presence(core),
    hello,
    kill: { ...killView(core), in_cluster: readState(core.sql, 'last_heartbeat')?.kill ?? hello?.kill ?? null },
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
  };
}
