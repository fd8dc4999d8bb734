import { waitFor } from '@modekeeper/cluster';
import type { ApiClient } from '../api/client.ts';
import type { StateFolder } from '../platform/paths.ts';
import { presenceWords } from '../progress/terminal.ts';
import type { Kubernetes } from '../stack/kubernetes.ts';
import { followInstallGuide, type InstallGuide } from './install.ts';
import type { Seeded } from './organization.ts';

/** Where the sandbox keeps its workload and its connector. */
export const DEMO = {
  target_namespace: 'train-demo',
  target_name: 'trainer',
  namespace: 'modekeeper',
  release: 'modekeeper',
} as const;

type ClusterView = {
  id: string;
  name: string;
  state: string;
  cluster_uid: string | null;
  presence: { state: string; cause: string | null };
};
const CLUSTER_NAME = 'sandbox';
type Say = (detail: string) => void;

/**
 * Installs the demo trainer with real Helm, unless it stands already: a knob that was changed by an approved plan belongs to ModeKeeper
 * now, and Helm would fail with a conflict over it, as the plan's page said it would.
 */
export async function installTrainer({ helm }: Pick<Kubernetes, 'helm'>): Promise<void> {
  if (await helm.has(DEMO.target_name, DEMO.target_namespace)) return;
  await helm.install(DEMO.target_name, 'trainer', DEMO.target_namespace, []);
}

/** Takes the trainer's release away and installs it again: a new Deployment with the first knob values. */
export async function reinstallTrainer(kubernetes: Pick<Kubernetes, 'helm'>): Promise<void> {
  await kubernetes.helm.uninstall(DEMO.target_name, DEMO.target_namespace);
  await installTrainer(kubernetes);
}

/**
 * Brings the demo cluster's connector online as a person would: a cluster in the API, its commands run for real, its uid compared
 * and confirmed. A cluster that enrolled at an earlier start is only waited for.
 */
export async function bringConnectorOnline(
  seeded: Seeded,
  kubernetes: Kubernetes,
  folder: StateFolder,
  say: Say,
): Promise<string> {
  const { owner } = seeded;
  const { id, token } = await clusterToInstall(seeded);
  if (token !== undefined) {
    say('installing the guard and the connector with Helm');
    const query = new URLSearchParams({ ...DEMO, mode: 'apply', passport_id: seeded.passport_id });
    const guide = await owner.get<InstallGuide>(`/v1/clusters/${id}/install?${query}`);
    await followInstallGuide(guide, { cluster: kubernetes.cluster, token, folder: folder.values });
  }
  await untilOnline(owner, id, kubernetes.uid, say);
  return id;
}

/** The demo cluster; with a token as long as nothing has enrolled for it. */
async function clusterToInstall({ owner, environment_id }: Seeded): Promise<{ id: string; token?: string }> {
  const { items } = await owner.get<{ items: ClusterView[] }>('/v1/clusters');
  const known = items.find(({ name, state }) => name === CLUSTER_NAME && state !== 'revoked');
  if (known === undefined)
    return owner.post<{ id: string; token: string }>('/v1/clusters', { environment_id, name: CLUSTER_NAME });
  if (known.state !== 'pending') return { id: known.id };
  const { token } = await owner.post<{ token: string }>(`/v1/clusters/${known.id}/tokens`);
  return { id: known.id, token };
}

async function untilOnline(owner: ApiClient, id: string, uid: string, say: Say): Promise<void> {
  let told = '';
  await waitFor(
    async () => {
      const cluster = await owner.get<ClusterView>(`/v1/clusters/${id}`);
      const now = cluster.presence.cause ?? cluster.presence.state;
      if (now !== told) say(presenceWords(now));
      told = now;
      // The sandbox confirms its own cluster, and only the uid that it read from the API server itself.
      if (cluster.state === 'awaiting_confirmation' && cluster.cluster_uid === uid)
        await owner.post(`/v1/clusters/${id}/confirm`, { cluster_uid: uid });
      return cluster.state === 'active' && cluster.presence.state === 'connected';
    },
    { what: 'the connector to come online', timeout_ms: 120_000, poll_ms: 500 },
  );
}
