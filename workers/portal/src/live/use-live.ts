import type { LiveSnapshot } from '@modekeeper/contracts';
import { skipToken, useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useScope } from '../session/organization.ts';
import type { SocketState } from './cluster-socket.ts';
import { keys } from './keys.ts';
import { useLiveHub } from './LiveProvider.tsx';

/** Each followed cluster keeps its object awake, so a page follows at most this many; lists beyond it say so. */
export const CLUSTERS_FOLLOWED = 12;

/** Follows clusters while the component is there; what they tell goes into the query cache. Ids beyond the limit are not followed. */
export function useFollow(cluster_ids: readonly string[]): void {
  const hub = useLiveHub();
  const wanted = cluster_ids.slice(0, CLUSTERS_FOLLOWED).join(' ');
  useEffect(() => {
    if (wanted === '') return;
    const leaves = wanted.split(' ').map((id) => hub.follow(id));
    return () => {
      for (const leave of leaves) leave();
    };
  }, [hub, wanted]);
}

/** The cluster's live snapshot as it stands; undefined until its socket has told something. Does not follow by itself. */
export function useLiveSnapshot(cluster_id: string): LiveSnapshot | undefined {
  const { organization } = useScope();
  const { data } = useQuery<LiveSnapshot>({
    queryKey: keys.live(organization.id, cluster_id),
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

/** Live snapshots of those of these clusters whose socket is open now: what they say is what holds. Does not follow by itself. */
export function useLiveSnapshots(cluster_ids: readonly string[]): ReadonlyMap<string, LiveSnapshot> {
  const { organization } = useScope();
  const states = useSocketStates();
  const open = cluster_ids.filter((id) => states.get(id)?.name === 'open');
  const answers = useQueries({
    queries: open.map((id) => ({
      queryKey: keys.live(organization.id, id),
      queryFn: skipToken,
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  // One entry per open socket; a snapshot is put in before its socket counts as open.
  return new Map(
    open.flatMap((id, index) => {
      const snapshot = answers[index]?.data as LiveSnapshot | undefined;
      return snapshot === undefined ? [] : [[id, snapshot]];
    }),
  );
}

/** State of every socket of the page. */
export function useSocketStates(): ReadonlyMap<string, SocketState> {
  const hub = useLiveHub();
  return useSyncExternalStore(hub.subscribe, hub.states);
}
