import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '@modekeeper/cluster';
import { followInstallGuide, type InstallGuide, repositoryRoot, type Seeded } from '@modekeeper/sandbox';
import { stringify } from 'yaml';
import type { Stack } from './stack.ts';

/** One trainer with one connector that watches it, installed as a customer would. */
export type Installed = {
  cluster_id: string;
  namespace: string;
  release: string;
  target_namespace: string;
  /** Folder with the values files that were used. */
  values: string;
};

export type ClusterView = {
  id: string;
  state: string;
  cluster_uid: string | null;
  key_id: string | null;
  presence: { state: string; cause: string | null };
};

export const TARGET = 'trainer';
/** How often the test's connectors look, as a reviewer could add it to the values; no safety margin is among these. */
export const QUICK_PACE = stringify({
  sandboxEnvironment: { MODEKEEPER_TICK_INTERVAL_S: 0.5, MODEKEEPER_WINDOW_S: 12, MODEKEEPER_SERIES_INTERVAL_S: 10 },
});

/** The test's own trainer, quick enough that its burst shows within seconds. Installing again makes a new Deployment. */
export async function installTrainer({ folder, kubernetes }: Stack, namespace: string): Promise<void> {
  const values = join(folder, 'trainer-values.yaml');
  writeFileSync(values, stringify({ loopIntervalSeconds: 0.2 }));
  await kubernetes.helm.install(TARGET, 'trainer', namespace, [values]);
}

export async function reinstallTrainer(stack: Stack, namespace: string): Promise<void> {
  await stack.kubernetes.helm.uninstall(TARGET, namespace);
  await installTrainer(stack, namespace);
}

/** Names of a scenario's namespaces and release; the release's name is the guard policy's, so it is unique in the cluster. */
export function namesOf(label: string): Omit<Installed, 'cluster_id' | 'values'> {
  return { namespace: `mk-${label}`, release: `mk-${label}`, target_namespace: `ml-${label}` };
}

/** The guide of the API for these names, with the test's pace added to the connector's values as a reviewer could. */
export async function guideFor(
  { owner, passport_id }: Seeded,
  cluster_id: string,
  names: ReturnType<typeof namesOf>,
): Promise<InstallGuide> {
  const query = new URLSearchParams({ ...names, target_name: TARGET, mode: 'apply', passport_id });
  const guide = await owner.get<InstallGuide>(`/v1/clusters/${cluster_id}/install?${query}`);
  for (const file of guide.steps.flatMap(({ files }) => files))
    if (file.name === 'connector-values.yaml') file.content += QUICK_PACE;
  return guide;
}

export type InstallOptions = {
  /** Leaves out steps of the guide whose command matches. */
  without?: RegExp;
  /** What is used instead of the token that the API gave. */
  token?(given: string, cluster_id: string): Promise<string>;
  behind_proxy?: boolean;
};

/** Trainer, cluster in the API, and the guide's commands run for real; does not wait for the connector. */
export async function install(stack: Stack, seeded: Seeded, label: string, options: InstallOptions = {}): Promise<Installed> {
  const names = namesOf(label);
  if (options.behind_proxy) stack.putBehindProxy(names.namespace);
  await installTrainer(stack, names.target_namespace);
  const body = { environment_id: seeded.environment_id, name: label };
  const { id, token } = await seeded.owner.post<{ id: string; token: string }>('/v1/clusters', body);
  const at = { cluster_id: id, ...names, values: join(stack.folder, label) };
  await runGuide(stack, seeded, at, { ...options, token: (await options.token?.(token, id)) ?? token });
  return at;
}

/** Runs the guide's commands, again if need be: `helm upgrade --install` with the values as they are then. */
export async function runGuide(
  stack: Stack,
  seeded: Seeded,
  at: Installed,
  { token, without }: { token: string; without?: RegExp },
): Promise<void> {
  const { namespace, release, target_namespace } = at;
  const guide = await guideFor(seeded, at.cluster_id, { namespace, release, target_namespace });
  const steps = guide.steps.filter(({ command }) => !without?.test(command));
  mkdirSync(at.values, { recursive: true });
  await followInstallGuide({ ...guide, steps }, { cluster: stack.cluster, token, folder: at.values });
}

export const showCluster = ({ owner }: Seeded, cluster_id: string) => owner.get<ClusterView>(`/v1/clusters/${cluster_id}`);

/** Confirms the uid that the API server itself names, and waits for the session. */
export async function bringOnline(stack: Stack, seeded: Seeded, { cluster_id }: Installed): Promise<void> {
  const { uid } = stack.kubernetes;
  const view = () => showCluster(seeded, cluster_id);
  await waitFor(async () => (await view()).state === 'awaiting_confirmation', {
    what: 'the enrolment',
    timeout_ms: 90_000,
    poll_ms: 250,
  });
  await seeded.owner.post(`/v1/clusters/${cluster_id}/confirm`, { cluster_uid: uid });
  await untilOnline(seeded, cluster_id);
}

export async function untilOnline(seeded: Seeded, cluster_id: string): Promise<void> {
  await waitFor(async () => (await showCluster(seeded, cluster_id)).presence.state === 'connected', {
    what: 'the connector to come online',
    timeout_ms: 120_000,
    poll_ms: 250,
  });
}

/** Path of a chart of this repository. */
export const chart = (name: string) => join(repositoryRoot(), 'charts', name);
