import type { Api } from '../api/types.ts';
import { useLiveSnapshot, useSocketStates } from '../live/use-live.ts';

type Seen = {
  state: Api<'Presence'>['state'];
  cause: string | null;
  /** Null for a connector that was never heard. */
  last_seen_ms: number | null;
  /** Told by an open socket, so it holds at this moment. */
  live: boolean;
  /** When it was seen so; null when that is not known. */
  observed_at: string | null;
};

/** Presence of a cluster: live where the page follows it, else as the API said, with when that was. */
export function usePresence(cluster_id: string, listed: Api<'Presence'>): Seen {
  const snapshot = useLiveSnapshot(cluster_id);
  const socket = useSocketStates().get(cluster_id);
  const listed_ms = listed.last_seen_at === null ? null : Date.parse(listed.last_seen_at);
  if (snapshot === undefined) {
    const { cause, observed_at, state } = listed;
    return { state, cause, last_seen_ms: listed_ms, live: false, observed_at };
  }
  const { cause, last_seen_ms, state } = snapshot.presence;
  return { state, cause, last_seen_ms, live: socket?.name === 'open', observed_at: listed.observed_at };
}
