import type { LiveSnapshot } from '@modekeeper/contracts';
import { skipToken, useQueries, useQuery } from '@tanstack/react-query';
import { allClustersQuery } from '../clusters/all-clusters.ts';
import { keys } from '../live/keys.ts';
import { CLUSTERS_FOLLOWED, useFollow } from '../live/use-live.ts';
import { useScope } from '../session/organization.ts';
import type { ClusterSeen } from './mounts.ts';

export type ClustersSeen = {
  readonly clusters: readonly ClusterSeen[];
  /** Enrolled clusters beyond those that a page follows; what they mount is not known here. */
  readonly unfollowed: number;
  readonly pending: boolean;
  readonly error: unknown;
};

/** The enrolled clusters of one environment (null: of all), followed, each with what its connector says of itself. */
export function useClustersSeen(environment_id: string | null): ClustersSeen {
  const { organization } = useScope();
  const { data, error, isPending } = useQuery(allClustersQuery(organization.id));
  const enrolled = (data ?? []).filter(
    (cluster) =>
      cluster.enrolled_at !== null &&
      cluster.state !== 'revoked' &&
      (environment_id === null || cluster.environment_id === environment_id),
  );
  const followed = enrolled.slice(0, CLUSTERS_FOLLOWED);
  useFollow(followed.map(({ id }) => id));
  const snapshots = useQueries({
    queries: followed.map(({ id }) => ({
      queryKey: keys.live(organization.id, id),
      queryFn: skipToken,
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const clusters = followed.map(({ environment_id: own, id, name }, index) => {
    const snapshot = snapshots[index]?.data as LiveSnapshot | undefined;
    return { id, name, environment_id: own, hello: snapshot?.hello };
  });
  return { clusters, unfollowed: enrolled.length - followed.length, pending: isPending, error };
}
