import { once } from 'node:events';
import { join } from 'node:path';
import { openStateFolder } from '@modekeeper/cluster';
import type { OwnClusterFlags } from '../flags.ts';
import { greet } from '../greet.ts';
import { claimPort, freePort } from '../platform/ports.ts';
import { seedOrganization } from '../seed/organization.ts';
import { publishTrust } from '../seed/publish-trust.ts';
import { makeTrustDocuments } from '../seed/trust-material.ts';
import { buildConnector } from '../stack/connector.ts';
import { type Platform, startPlatform } from '../stack/platform.ts';
import { connectorEnvironment, type RunningConnector, runConnector } from './connector.ts';
import { confirmAndWait, ensureCluster, tokenIfNeeded } from './enroll.ts';
import { findHelm } from './find-helm.ts';
import { ownHelm, type Rendered } from './helm.ts';
import { type InstallInput, installAfterAsking } from './install.ts';
import { openKubeconfig } from './kubeconfig.ts';
import { dropCredentials, type Mounts, mountConfigMaps, mountsIn, writeSecretly } from './mount.ts';
import { requireSwitchable } from './namespace-switch.ts';
import type { KubeObject } from './objects.ts';
import { defaultPlace, type Place } from './place.ts';
import { readStanding } from './releases.ts';
import { removeOwnCluster } from './remove.ts';
import { readTarget } from './target.ts';
import { keepToken, renewToken, type TokenInput } from './token.ts';
import { type UserApi, userApi } from './user-api.ts';

type Say = (line: string) => void;

/**
 * `npm start -- --kubeconfig FILE ...`: a local control plane and a local connector for one Deployment in a cluster of the user's. Runs until
 * `stop` aborts and leaves its objects there; with `remove` it deletes them instead.
 * @throws `configuration_invalid`, `cluster_unreachable`, `unauthenticated`, `forbidden`, `not_found`, `conflict`, `invalid_input`,
 *   `port_in_use`, `program_failed`, `timeout`, `cluster_uid_mismatch`
 */
export async function startOwnCluster(
  flags: OwnClusterFlags,
  stop: AbortSignal,
  say: Say,
  place: Place = defaultPlace(),
): Promise<void> {
  const access = openKubeconfig({ file: flags.kubeconfig, context: flags.context });
  const api = userApi(access);
  const uid = await clusterUid(api);
  const mounts = mountsIn(join(place.state_path, 'connector'));
  // A missing target or a running instance is told before Helm is built, which can take minutes.
  const target = flags.remove ? null : await readTarget(api, { namespace: flags.namespace, name: flags.target });
  openStateFolder(place.state_path).release();
  const helm = ownHelm(place.helm ?? (await findHelm(say, stop)), access, {
    namespace: place.namespace,
    folder: join(place.state_path, 'helm'),
  });
  const common = { access, api, helm, place, yes: flags.yes, signal: stop, say };
  if (target === null) return removeOwnCluster({ ...common, mounts, target_namespace: flags.namespace });
  // What belongs to somebody else ends it here, before anything is started.
  const standing = await readStanding(helm, place);
  await requireSwitchable(api, target.namespace, flags.mode);
  const port = await claimPort(flags.port);
  say('Starting the local control plane; nothing in your cluster is changed before you say yes.');
  const tell = (what: string) => say(`  control plane: ${what}`);
  let platform: Platform;
  try {
    platform = await startPlatform({ statePath: place.state_path, port, tell, signal: stop });
  } catch (cause) {
    if (!stop.aborted) throw cause;
    say('Stopped; nothing in your cluster was changed.');
    return;
  }
  try {
    await withPlatform(platform, { ...common, mode: flags.mode, open: flags.open, target, uid, standing }, mounts);
  } catch (cause) {
    if (!stop.aborted) throw cause;
  } finally {
    dropCredentials(mounts);
    await platform.stop();
    say(`Stopped. State is kept in ${place.state_path}.`);
  }
}

async function withPlatform(platform: Platform, input: InstallInput & { open: boolean }, mounts: Mounts): Promise<void> {
  const { access, place, mode, uid, signal, say } = input;
  const seeded = await seedOrganization(platform.url, platform.secrets);
  const cluster = await ensureCluster(seeded, access.context, uid);
  const rendered = await installAfterAsking(input, seeded, cluster.id);
  if (rendered === null) {
    say('Nothing was changed.');
    return;
  }
  try {
    signal.throwIfAborted();
    if (mode === 'apply') await publishLicense(platform, uid);
    const control_plane_url = platform.url;
    const token = await tokenIfNeeded(seeded.owner, cluster, { api: input.api, place, control_plane_url });
    const running = await startConnector(platform, input, { mounts, rendered, token });
    try {
      const also = [`connector http://127.0.0.1:${running.listen_port}/readyz and /metrics`];
      await greet(platform, { open: input.open, say, also });
      await confirmAndWait(seeded.owner, { id: cluster.id, uid, signal, say: (detail) => say(`  connector: ${detail}`) });
      say('\nOnline. Ctrl-C stops the connector and the control plane and leaves the objects in your cluster.');
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      await running.stop();
    }
  } finally {
    say(`The objects stay in your cluster; the same command with --remove deletes them.`);
  }
}

async function startConnector(
  platform: Platform,
  { access, api, place, say }: InstallInput,
  given: { mounts: Mounts; rendered: Rendered; token: string | null },
): Promise<RunningConnector & { listen_port: number }> {
  const { mounts, rendered, token } = given;
  const { programs, folder } = platform;
  const { command } = await buildConnector(programs, folder.log('bundle'));
  mountConfigMaps(mounts, place.release, rendered.objects);
  if (token !== null) writeSecretly(join(mounts.enrollment, 'token'), token);
  const file = (name: string, text: string) => writeSecretly(join(mounts.serviceAccount, name), text);
  file('ca.crt', access.ca);
  file('namespace', place.namespace);
  const source: TokenInput = {
    api,
    namespace: place.namespace,
    account: place.release,
    write: (text) => file('token', text),
    say,
    now: () => Date.now(),
  };
  const first_delay_ms = await renewToken(source);
  const stopping = new AbortController();
  const keeping = keepToken(source, first_delay_ms, stopping.signal);
  const listen_port = await freePort();
  const env = connectorEnvironment(access, { mounts, place, listen_port });
  const connector = runConnector(programs, { command, env, logFile: folder.log('connector') }, say);
  return {
    listen_port,
    async stop() {
      say('\nStopping the connector: it finishes the step under way.');
      await connector.stop();
      stopping.abort();
      await keeping;
    },
  };
}

async function publishLicense({ url, secrets }: Platform, uid: string): Promise<void> {
  await publishTrust(url, secrets.sandbox_admin_token, await makeTrustDocuments(secrets, uid, Math.floor(Date.now() / 1000)));
}

/** The uid of namespace kube-system stands for the cluster (contracts/connector.md, enrolment). */
async function clusterUid(api: UserApi): Promise<string> {
  const { metadata } = await api.call<KubeObject>({ method: 'GET', path: '/api/v1/namespaces/kube-system' });
  return metadata.uid ?? '';
}
