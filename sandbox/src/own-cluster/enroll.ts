import { waitFor } from '@modekeeper/cluster';
import { enrollResponseSchema, ModeKeeperError, strictParse } from '@modekeeper/contracts';
import type { ApiClient } from '../api/client.ts';
import { presenceWords } from '../progress/terminal.ts';
import type { Seeded } from '../seed/organization.ts';
import type { KubeObject } from './objects.ts';
import type { Place } from './place.ts';
import type { UserApi } from './user-api.ts';

type ClusterView = {
  id: string;
  name: string;
  state: string;
  cluster_uid: string | null;
  presence: { state: string; cause: string | null };
};

/** The cluster of this uid in the local control plane; made at the first start. The uid tells clusters apart, the context's name does not. */
export async function ensureCluster({ owner, environment_id }: Seeded, context: string, uid: string): Promise<ClusterView> {
  const name = `${context.slice(0, 80)} (${uid.slice(0, 8)})`;
  const { items } = await owner.get<{ items: ClusterView[] }>('/v1/clusters');
  const alive = items.filter(({ state }) => state !== 'revoked');
  const known = alive.find(({ cluster_uid }) => cluster_uid === uid) ?? alive.find((cluster) => cluster.name === name);
  return known ?? (await owner.post<ClusterView>('/v1/clusters', { environment_id, name }));
}

/**
 * A new enrolment token, or null when the identity that the connector keeps in the cluster was enrolled with this very control plane: the
 * local state may be new, on another port, or the cluster's objects may have been removed meanwhile.
 */
export async function tokenIfNeeded(
  owner: ApiClient,
  cluster: Pick<ClusterView, 'id' | 'state'>,
  input: { api: UserApi; place: Place; control_plane_url: string },
): Promise<string | null> {
  const { api, place, control_plane_url } = input;
  const path = `/api/v1/namespaces/${place.namespace}/secrets/${place.release}-identity`;
  const enrolled = enrollmentIn(await api.find<KubeObject>(path));
  const same =
    enrolled !== null &&
    cluster.state !== 'pending' &&
    enrolled.cluster_id === cluster.id &&
    new URL(enrolled.endpoints.connect_url).host === new URL(control_plane_url).host;
  if (same) return null;
  return (await owner.post<{ token: string }>(`/v1/clusters/${cluster.id}/tokens`)).token;
}

function enrollmentIn(secret: KubeObject | null) {
  const text = secret?.data?.['enrollment.json'];
  if (text === undefined) return null;
  const parsed = enrollResponseSchema.safeParse(strictParse(Buffer.from(text, 'base64').toString('utf8')));
  return parsed.success ? parsed.data : null;
}

/**
 * Waits until the connector is online. The uid that it reports is confirmed only when it is the one that the user's own credentials read.
 * @throws `cluster_uid_mismatch`, `timeout`
 */
export async function confirmAndWait(
  owner: ApiClient,
  input: { id: string; uid: string; say: (detail: string) => void; signal: AbortSignal },
): Promise<void> {
  const { id, uid, say, signal } = input;
  let told = '';
  let mismatch: ModeKeeperError | undefined;
  await waitFor(
    async () => {
      const cluster = await owner.get<ClusterView>(`/v1/clusters/${id}`);
      const now = cluster.presence.cause ?? cluster.presence.state;
      if (now !== told) say(presenceWords(now));
      told = now;
      if (cluster.cluster_uid !== null && cluster.cluster_uid !== uid) mismatch = otherCluster(cluster.cluster_uid, uid);
      else if (cluster.state === 'awaiting_confirmation') await owner.post(`/v1/clusters/${id}/confirm`, { cluster_uid: uid });
      return cluster.state === 'active' && cluster.presence.state === 'connected';
    },
    {
      what: 'the connector to come online',
      timeout_ms: 120_000,
      poll_ms: 500,
      signal,
      check: () => {
        if (mismatch !== undefined) throw mismatch;
      },
    },
  );
}

function otherCluster(reported: string, read: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'cluster_uid_mismatch',
    message: `The connector reports the cluster uid ${reported}, and this context's is ${read}: it was not confirmed.`,
    hint: 'The connector reaches another API server than your kubeconfig. Compare: kubectl get namespace kube-system -o jsonpath={.metadata.uid}',
  });
}
