import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import { keys } from '../live/keys.ts';
import type { InstallChoice } from './address.ts';

const MOST = 200;
/** A connector that is being installed enrols at any moment, and there is no socket to hear it from before. */
const ENROLMENT_POLL_MS = 2_000;

/** The cluster of the guide; asked every 2 s only while its connector has not enrolled, after that the live socket tells. */
export function guideClusterQuery(organization_id: string, id: string | undefined) {
  return queryOptions({
    queryKey: keys.cluster(organization_id, id ?? 'none'),
    queryFn: () => dataOf(api.GET('/v1/clusters/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? ENROLMENT_POLL_MS : false),
  });
}

/** Clusters of the organization, for going on with one that is not finished. */
export function guideClustersQuery(organization_id: string) {
  return queryOptions({
    queryKey: [...keys.clusters(organization_id), 'guide'],
    queryFn: () => dataOf(api.GET('/v1/clusters', { params: { query: { limit: MOST } } })),
  });
}

/** Passports of one environment. */
export function guidePassportsQuery(organization_id: string, environment_id: string | undefined) {
  return queryOptions({
    queryKey: [...keys.passports(organization_id), 'guide', environment_id],
    queryFn: async () => {
      const { items } = await dataOf(api.GET('/v1/passports', { params: { query: { limit: MOST } } }));
      return items.filter((passport) => passport.environment_id === environment_id);
    },
    enabled: environment_id !== undefined,
  });
}

/** One passport with its versions, for what a draft would allow. */
export function passportDetailQuery(organization_id: string, id: string | undefined) {
  return queryOptions({
    queryKey: keys.passport(organization_id, id ?? 'none'),
    queryFn: () => dataOf(api.GET('/v1/passports/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== undefined,
  });
}

/** Templates change with a release of the control plane only. */
export function templatesQuery(organization_id: string) {
  return queryOptions({
    queryKey: [organization_id, 'passport-templates'],
    queryFn: () => dataOf(api.GET('/v1/passport-templates')),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

type InstallAsked = { cluster_id: string; passport_id: string; choice: InstallChoice };

/** Commands and files for exactly this choice. */
export function installQuery(organization_id: string, { choice, cluster_id, passport_id }: InstallAsked) {
  const { container, mode, namespace, release, target, target_namespace } = choice;
  const query = { mode, namespace, release, target_namespace, target_name: target, container, passport_id };
  return queryOptions({
    queryKey: [organization_id, 'install', cluster_id, query],
    queryFn: () => dataOf(api.GET('/v1/clusters/{id}/install', { params: { path: { id: cluster_id }, query } })),
  });
}

/** The newest plans of one cluster. */
export function clusterPlansQuery(organization_id: string, cluster_id: string) {
  return queryOptions({
    queryKey: [...keys.plans(organization_id), 'of', cluster_id],
    queryFn: () => dataOf(api.GET('/v1/plans', { params: { query: { cluster_id, limit: 5 } } })),
  });
}
