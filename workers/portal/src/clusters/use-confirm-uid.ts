import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import type { Api } from '../api/types.ts';
import { useCommand } from '../api/use-command.ts';
import { keys } from '../live/keys.ts';
import { useScope } from '../session/organization.ts';

/** Prints the uid of the cluster that kubectl talks to, to compare with what the connector reports. */
export const UID_COMMAND = "kubectl get namespace kube-system -o jsonpath='{.metadata.uid}'";

/** Confirms that the uid, which a person has compared, is the cluster's; from then on its connector may report. */
export function useConfirmUid(cluster_id: string) {
  const { organization } = useScope();
  const queries = useQueryClient();
  return useCommand<string, Api<'Cluster'>>(
    (cluster_uid, headers) =>
      dataOf(api.POST('/v1/clusters/{id}/confirm', { params: { path: { id: cluster_id } }, body: { cluster_uid }, headers })),
    {
      onDone: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: keys.cluster(organization.id, cluster_id) }),
          queries.invalidateQueries({ queryKey: keys.clusters(organization.id) }),
        ]),
    },
  );
}
