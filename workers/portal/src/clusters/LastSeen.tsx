import type { Api } from '../api/types.ts';
import { Time } from '../time/Time.tsx';
import { usePresence } from './use-presence.ts';

/** When a connector gave its last sign of life. While it is connected its heartbeats are not told one by one. */
export function LastSeen({ cluster }: { cluster: Pick<Api<'Cluster'>, 'id' | 'presence'> }) {
  const { last_seen_ms, live, state } = usePresence(cluster.id, cluster.presence);
  if (live && state === 'connected') return <span>within 30 s</span>;
  return last_seen_ms === null ? <span className="text-ink-3">never</span> : <Time at={last_seen_ms} />;
}
