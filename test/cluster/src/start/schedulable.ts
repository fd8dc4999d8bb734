import { findObject } from '../client/objects.ts';
import type { ApiClient } from '../client/request.ts';
import { waitFor } from './wait.ts';

type NodeList = { items: { spec?: { taints?: unknown[] }; status?: { conditions?: { type: string; status: string }[] } }[] };

/** Waits until every node is ready and untainted and new namespaces get their default service account and root certificate. */
export async function waitSchedulable(client: ApiClient, timeout_ms = 60_000, signal?: AbortSignal): Promise<void> {
  const probe = async () => {
    const nodes = await findObject<NodeList>(client, { method: 'GET', path: '/api/v1/nodes' });
    const account = await findObject(client, { method: 'GET', path: '/api/v1/namespaces/default/serviceaccounts/default' });
    const root = await findObject(client, { method: 'GET', path: '/api/v1/namespaces/default/configmaps/kube-root-ca.crt' });
    const ready = (nodes?.items ?? []).every(
      ({ spec, status }) =>
        (spec?.taints ?? []).length === 0 &&
        status?.conditions?.some(({ type, status: held }) => type === 'Ready' && held === 'True'),
    );
    return account !== null && root !== null && ready;
  };
  await waitFor(probe, { what: 'nodes and controllers', timeout_ms, ...(signal === undefined ? {} : { signal }) });
}
