import { type Cluster, createClient, fetchObject, type ApiClient as KubeClient } from '@modekeeper/cluster';
import type { Account } from './witness.ts';

/** A client with a token of the connector's own ServiceAccount: what the connector may do, asked without the connector. */
export async function asAccount(cluster: Cluster, { namespace, release }: Account): Promise<KubeClient> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${release}/token`;
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 600 } };
  const { status } = await fetchObject<{ status: { token: string } }>(cluster.client, { method: 'POST', path, body });
  return createClient({ server: cluster.server, caFile: cluster.caFile, token: status.token });
}
