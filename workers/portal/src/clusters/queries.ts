import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import { keys } from '../live/keys.ts';
import { serverNow } from '../time/clock.ts';
import type { Range } from './live-tab/ranges.ts';

const PAGE = 50;
/** Plans of a cluster that its page looks at, for markers and for the list. */
const PLANS_LOOKED_AT = 100;
/** Passports of one environment; nobody comes near. */
const PASSPORTS = 200;

/** Clusters of the organization or of one environment, newest first, page by page. */
export function clustersQuery(organization_id: string, environment_id: string | null) {
  return infiniteQueryOptions({
    queryKey: [...keys.clusters(organization_id), 'pages', environment_id],
    queryFn: ({ pageParam }) => {
      const query = {
        limit: PAGE,
        ...(environment_id === null ? {} : { environment_id }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      return dataOf(api.GET('/v1/clusters', { params: { query } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}

/** One cluster with its connection as its object sees it at this moment. */
export function clusterQuery(organization_id: string, cluster_id: string) {
  return queryOptions({
    queryKey: keys.cluster(organization_id, cluster_id),
    queryFn: () => dataOf(api.GET('/v1/clusters/{id}', { params: { path: { id: cluster_id } } })),
  });
}

/** Buckets of every workload of a cluster; read once, then fed by the live socket. */
export function seriesQuery(organization_id: string, cluster_id: string, { bucket, bucket_ms, span_ms }: Range) {
  return queryOptions({
    queryKey: keys.seriesOf(organization_id, cluster_id, { bucket_ms, span_ms }),
    queryFn: () => {
      const query = { bucket, from_ms: serverNow() - span_ms };
      return dataOf(api.GET('/v1/clusters/{id}/series', { params: { path: { id: cluster_id }, query } }));
    },
    // A day is megabytes. The socket adds what comes, and has it read again after it was away.
    staleTime: bucket === 'fine' ? Number.POSITIVE_INFINITY : 300_000,
  });
}

/** The newest plans of a cluster. */
export function clusterPlansQuery(organization_id: string, cluster_id: string) {
  return queryOptions({
    queryKey: [...keys.plans(organization_id), 'cluster', cluster_id],
    queryFn: () => dataOf(api.GET('/v1/plans', { params: { query: { cluster_id, limit: PLANS_LOOKED_AT } } })),
  });
}

/** Passports of an environment. */
export function environmentPassportsQuery(organization_id: string, environment_id: string) {
  return queryOptions({
    queryKey: [...keys.passports(organization_id), 'environment', environment_id],
    queryFn: () => dataOf(api.GET('/v1/passports', { params: { query: { environment_id, limit: PASSPORTS } } })),
  });
}
