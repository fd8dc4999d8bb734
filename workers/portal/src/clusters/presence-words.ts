import type { Presence } from '@modekeeper/contracts';
import { CirclePause, Clock, type LucideIcon, Plug, PlugZap, ShieldX, Unplug } from 'lucide-react';
import type { Tone } from '../ui/Chip.tsx';

type Words = { label: string; tone: Tone; icon: LucideIcon };

/** Presence of a connector in words. */
export const PRESENCE_WORDS: Record<Presence, Words> = {
  connected: { label: 'Connected', tone: 'ok', icon: PlugZap },
  late: { label: 'Late', tone: 'warn', icon: Clock },
  lost: { label: 'Lost', tone: 'bad', icon: Unplug },
  refused: { label: 'Refused', tone: 'bad', icon: ShieldX },
  never_connected: { label: 'Never connected', tone: 'neutral', icon: Plug },
  awaiting_confirmation: { label: 'Waiting for confirmation', tone: 'warn', icon: CirclePause },
};

const CAUSES: Record<string, string> = {
  heartbeats_arrive: 'Heartbeats arrive every 15 seconds.',
  heartbeat_overdue: 'A heartbeat is overdue. Usually the network hiccups; it is lost after 60 seconds.',
  heartbeat_missing: 'No heartbeat for more than 60 seconds. Look at the connector’s pod and the way out of the cluster.',
  socket_closed: 'The connection was closed. The connector comes back by itself; if not, look at its pod.',
  socket_replaced: 'The same connector opened a new connection, as after a restart.',
  cluster_revoked:
    'The cluster was revoked or removed; its connector is refused for good. To connect it again, add a new cluster.',
  credentials_refused: 'The connector’s signature was refused: its key is not the enrolled one. Enrol it again with a new token.',
  clock_skew: 'The cluster’s clock is more than 300 seconds off. Set it right; the connector then comes back by itself.',
  nonce_used: 'A connection was repeated with the same nonce. One of two connectors may be a copy.',
  duplicate_identity: 'Two connectors answered with the same identity; the newer is refused. Remove one of them.',
  protocol_too_old: 'The connector speaks a protocol that is no longer served. Upgrade its chart.',
  no_connection_yet: 'Nothing was heard of it yet. Run the Helm command of the guide; if it ran, look at the connector’s pod.',
  uid_not_confirmed: 'The connector is there; somebody has to confirm that the uid is your cluster’s.',
};

/** Of a state that stands in the list without a cause: nothing ever told one. */
const CAUSE_UNTOLD: Partial<Record<Presence, string>> = { never_connected: 'no_connection_yet' };

/** Why the presence is what it is, and what to do; an unknown cause of a newer control plane is shown as its code. */
export function presenceCause({ cause: told, state }: { state: Presence; cause: string | null }): string {
  const cause = told ?? CAUSE_UNTOLD[state];
  return cause === undefined ? '' : Object.hasOwn(CAUSES, cause) ? (CAUSES[cause] ?? '') : `Reason: ${cause}.`;
}
