import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Api } from '../api/types.ts';
import { allClustersQuery } from '../clusters/all-clusters.ts';
import { localStops } from '../kill/local-sources.ts';
import { killSwitchesQuery } from '../kill/queries.ts';
import { CLUSTERS_FOLLOWED, useFollow, useLiveSnapshots } from '../live/use-live.ts';
import { useScope } from '../session/organization.ts';
import { waitingPlansQuery } from '../shell/pending-decisions.ts';
import { useNow } from '../time/use-now.ts';
import { attentionOf, presenceOf } from './attention.ts';
import { recentPlansQuery } from './queries.ts';

const NONE: readonly never[] = [];

/** Everything that the overview shows, asked for at once; the clusters' sockets keep it up to date. */
export function useOverview() {
  const { environment_id, organization } = useScope();
  const all = useQuery(allClustersQuery(organization.id));
  const waiting = useQuery(waitingPlansQuery(organization.id, environment_id));
  const recent = useQuery(recentPlansQuery(organization.id, environment_id));
  const switches = useQuery(killSwitchesQuery(organization.id));

  const clusters = useMemo(() => inSight(all.data ?? NONE, environment_id), [all.data, environment_id]);
  // A connector that has not enrolled has no socket to tell of it.
  const followed = useMemo(() => clusters.filter(({ state }) => state !== 'pending').map(({ id }) => id), [clusters]);
  useFollow(followed);
  const snapshots = useLiveSnapshots(followed);
  const now_ms = useNow(5_000);

  const facts = {
    waiting: waiting.data?.items ?? NONE,
    recent: recent.data ?? NONE,
    switches: switches.data ?? NONE,
    local_stops: localStops(snapshots),
    clusters,
    snapshots,
  };
  const queries = [all, waiting, recent, switches];
  return {
    ...facts,
    attention: attentionOf(facts, now_ms),
    connected: clusters.filter((cluster) => presenceOf(cluster, snapshots).state === 'connected').length,
    isEmpty: all.data?.every(({ state }) => state === 'revoked') ?? false,
    ready: queries.every(({ data }) => data !== undefined),
    error: queries.find(({ data, error }) => error !== null && data === undefined)?.error ?? null,
    retry: () => void Promise.all(queries.filter(({ error }) => error !== null).map(({ refetch }) => refetch())),
    notLive: Math.max(0, followed.length - CLUSTERS_FOLLOWED),
  };
}
export type Overview = ReturnType<typeof useOverview>;

/** Those of the chosen environment that were not taken away, by name. */
function inSight(clusters: readonly Api<'Cluster'>[], environment_id: string | null): Api<'Cluster'>[] {
  return clusters
    .filter((cluster) => cluster.state !== 'revoked' && (environment_id === null || cluster.environment_id === environment_id))
    .sort((left, right) => left.name.localeCompare(right.name));
}
