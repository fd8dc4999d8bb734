import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import { clusterQuery } from '../clusters/queries.ts';
import type { InstallChoice } from './address.ts';

/** A connector that is being installed enrols at any moment, and there is no socket to hear it from before. */
const ENROLMENT_POLL_MS = 2_000;

/** The cluster of the guide; asked every 2 s only while its connector has not enrolled, after that the live socket tells. */
export function guideClusterQuery(organization_id: string, id: string | undefined) {
  return queryOptions({
    ...clusterQuery(organization_id, id ?? 'none'),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? ENROLMENT_POLL_MS : false),
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
