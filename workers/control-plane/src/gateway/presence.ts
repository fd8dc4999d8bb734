import { type LivePresence, PRESENCE_LATE_AFTER_S, PRESENCE_LOST_AFTER_S, type Presence } from '@modekeeper/contracts';

/** Ages of the lease after which a connector is late, then lost (connector.md, "Heartbeat"). */
const LATE_AFTER_MS = PRESENCE_LATE_AFTER_S * 1_000;
export const LOST_AFTER_MS = PRESENCE_LOST_AFTER_S * 1_000;

/** Why the state is what it is; every one has a sentence in the portal. */
export type PresenceCause =
  | 'heartbeats_arrive'
  | 'heartbeat_overdue'
  | 'heartbeat_missing'
  | 'socket_closed'
  | 'socket_replaced'
  | 'cluster_revoked'
  | 'credentials_refused'
  | 'clock_skew'
  | 'nonce_used'
  | 'duplicate_identity'
  | 'protocol_too_old'
  | 'no_connection_yet'
  | 'uid_not_confirmed';

export type PresenceView = LivePresence & { readonly cause: PresenceCause };

/** What presence is computed from, whenever somebody looks: nothing of it is kept up to date by a timer. */
export type PresenceFacts = {
  readonly status: 'awaiting_confirmation' | 'active' | 'revoked';
  /** Timestamp of the last `hb` or frame of the open connection; null without one. */
  readonly lease_ms: number | null;
  /** Last sign of life over all connections. */
  readonly last_seen_ms: number | null;
  readonly last_close: PresenceCause | null;
  readonly last_refusal: { readonly at_ms: number; readonly cause: PresenceCause } | null;
  readonly duplicate_identity: boolean;
};

/** What is said of a cluster that never enrolled. */
export const NEVER_CONNECTED: PresenceView = {
  state: 'never_connected',
  cause: 'no_connection_yet',
  last_seen_ms: null,
  duplicate_identity: false,
};

/** Presence at `now_ms`; a refusal counts only when nothing was heard of the connector since. */
export function presenceAt(facts: PresenceFacts, now_ms: number): PresenceView {
  const last_seen_ms = Math.max(facts.lease_ms ?? 0, facts.last_seen_ms ?? 0) || null;
  const as = (state: Presence, cause: PresenceCause): PresenceView => ({
    state,
    cause,
    last_seen_ms,
    duplicate_identity: facts.duplicate_identity,
  });
  if (facts.status === 'revoked') return as('refused', 'cluster_revoked');
  if (facts.lease_ms !== null) {
    const age_ms = now_ms - facts.lease_ms;
    if (age_ms > LOST_AFTER_MS) return as('lost', 'heartbeat_missing');
    if (age_ms > LATE_AFTER_MS) return as('late', 'heartbeat_overdue');
    return facts.status === 'awaiting_confirmation'
      ? as('awaiting_confirmation', 'uid_not_confirmed')
      : as('connected', 'heartbeats_arrive');
  }
  if (facts.last_refusal && facts.last_refusal.at_ms >= (last_seen_ms ?? 0)) return as('refused', facts.last_refusal.cause);
  if (last_seen_ms === null)
    return facts.status === 'awaiting_confirmation'
      ? as('awaiting_confirmation', 'uid_not_confirmed')
      : as('never_connected', 'no_connection_yet');
  const cause = facts.last_close ?? 'socket_closed';
  // A socket that has just gone is on its way back: every deploy of ours cuts every socket.
  return now_ms - last_seen_ms <= LOST_AFTER_MS ? as('late', cause) : as('lost', cause);
}
