import type { GatewayView } from '../gateway/view.ts';
import { apiTime, apiTimeOrNull } from '../http/paging.ts';
import type { ConnectionAnswer } from './schemas.ts';

/** What the cluster's object counted and still holds: nothing that was refused, dropped or put aside stays unseen. */
export function connectionView(view: GatewayView): ConnectionAnswer {
  return {
    connected_since: apiTimeOrNull(view.connected_since_ms),
    duplicate_identity: view.presence.duplicate_identity,
    counters: view.counters,
    queues: view.queues,
    parked: view.parked.map(({ attempts, reason, received_ms, type }) => ({
      type,
      reason,
      received_at: apiTime(received_ms),
      attempts,
    })),
    parked_retry_at: apiTimeOrNull(view.parked_retry_ms),
  };
}
