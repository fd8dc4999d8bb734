import { join } from 'node:path';
import { fetchObject, waitFor } from '@modekeeper/cluster';
import { followInstallGuide, type InstallGuide } from '@modekeeper/sandbox';
import { parse, stringify } from 'yaml';
import type { Scene } from './scene.ts';

/** How often a connector looks; names as in the chart's README. Empty: as in production. */
export type Pace = Readonly<Record<string, number>>;
export const PRODUCTION: Pace = {};
/** Quick enough that rounds follow each other; the trainers tell five samples a second. */
export const BENCH: Pace = { MODEKEEPER_TICK_INTERVAL_S: 1, MODEKEEPER_WINDOW_S: 10 };

export type ConnectorSpec = {
  /** Release, and namespace of the connector. */
  readonly name: string;
  readonly target_namespace: string;
  /** Deployments of chart `trainer`. */
  readonly targets: readonly string[];
  readonly pace: Pace;
};

/** A connector that is online. */
export type Connector = ConnectorSpec & {
  readonly cluster_id: string;
  readonly pod: string;
  /** CRI log of its container. */
  readonly logFile: string;
  /** Its own metrics, from its port. @throws when it does not answer */
  metric(name: string): Promise<number>;
};

type ClusterView = { state: string; cluster_uid: string | null; presence: { state: string } };
type Values = { targets: { namespace: string; name: string; container: string; passport: string }[] };

/**
 * Installs guard and connector by the commands that the API gives, as a person would; only the list of targets and the pace are
 * changed in the values. The uid that the API server itself says is confirmed.
 */
export async function bringOnline(scene: Scene, spec: ConnectorSpec): Promise<Connector> {
  const { kubernetes, seeded } = scene;
  const { owner } = seeded;
  const { id, token } = await owner.post<{ id: string; token: string }>('/v1/clusters', {
    environment_id: seeded.environment_id,
    name: spec.name,
  });
  const query = new URLSearchParams({
    mode: 'apply',
    namespace: spec.name,
    release: spec.name,
    target_namespace: spec.target_namespace,
    target_name: spec.targets[0] ?? '',
    container: 'trainer',
    passport_id: scene.passport_id,
  });
  const guide = await owner.get<InstallGuide>(`/v1/clusters/${id}/install?${query}`);
  const folder = join(scene.platform.folder.values, spec.name);
  await followInstallGuide(withSpec(guide, spec), { cluster: kubernetes.cluster, token, folder });
  await waitFor(
    async () => {
      const cluster = await owner.get<ClusterView>(`/v1/clusters/${id}`);
      if (cluster.state === 'awaiting_confirmation' && cluster.cluster_uid === kubernetes.uid)
        await owner.post(`/v1/clusters/${id}/confirm`, { cluster_uid: kubernetes.uid });
      return cluster.state === 'active' && cluster.presence.state === 'connected';
    },
    { what: `connector ${spec.name}`, timeout_ms: 120_000, poll_ms: 500 },
  );
  const { name: pod, uid } = await onlyPod(scene, spec.name);
  return {
    ...spec,
    cluster_id: id,
    pod,
    logFile: join(scene.podsDir, uid, 'logs', 'connector', '0.log'),
    metric: (name) => readMetric(scene, `${spec.name}/${pod}`, name),
  };
}

function withSpec(guide: InstallGuide, spec: ConnectorSpec): InstallGuide {
  const adapted = (text: string) => {
    const values = parse(text) as Values;
    const targets = spec.targets.map((name) => ({ ...values.targets[0], name }));
    return stringify({ ...values, targets, sandboxEnvironment: spec.pace });
  };
  const steps = guide.steps.map((step) => ({
    ...step,
    files: step.files.map((file) => (file.name === 'connector-values.yaml' ? { ...file, content: adapted(file.content) } : file)),
  }));
  return { ...guide, steps };
}

type Pods = { items: { metadata: { name: string; uid: string } }[] };

async function onlyPod({ kubernetes }: Scene, namespace: string): Promise<{ name: string; uid: string }> {
  const { items } = await fetchObject<Pods>(kubernetes.cluster.client, {
    method: 'GET',
    path: `/api/v1/namespaces/${namespace}/pods`,
  });
  const [pod] = items;
  if (pod === undefined || items.length > 1) throw new Error(`namespace ${namespace} has ${items.length} pods in place of one`);
  return pod.metadata;
}

async function readMetric({ kubernetes }: Scene, pod: string, name: string): Promise<number> {
  const address = kubernetes.agent.addresses()[pod];
  const text = await (await fetch(`http://${address}:8080/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  if (line === undefined) throw new Error(`${pod} has no metric ${name}`);
  return Number(line.slice(name.length + 1));
}
