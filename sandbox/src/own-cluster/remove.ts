import { openStateFolder, waitFor } from '@modekeeper/cluster';
import { confirmed } from '../ask.ts';
import type { OwnHelm } from './helm.ts';
import type { ClusterAccess } from './kubeconfig.ts';
import { dropCredentials, type Mounts } from './mount.ts';
import { describeSwitch, type SwitchChange, switchRemoval, writeSwitch } from './namespace-switch.ts';
import { describe, type KubeObject, type ObjectRef, pathOf, refOf } from './objects.ts';
import { deleteOwnNamespace, isOwnNamespace } from './own-namespace.ts';
import { guardRelease, type Place } from './place.ts';
import { split } from './planned.ts';
import { connectorObjects, readStanding, recordsOf, targetNamespaces } from './releases.ts';
import type { UserApi } from './user-api.ts';

export type RemoveInput = {
  access: ClusterAccess;
  api: UserApi;
  helm: OwnHelm;
  place: Place;
  mounts: Mounts;
  target_namespace: string;
  yes: boolean;
  signal: AbortSignal;
  say: (line: string) => void;
};

type Found = { objects: ObjectRef[]; switches: SwitchChange[]; namespace: boolean };

/**
 * Deletes what starts with this namespace and release left in the user's cluster, after showing it and asking.
 * @throws `conflict` (running, or not ours), `invalid_input` (nobody to ask), `program_failed`, and as `UserApi`
 */
export async function removeOwnCluster(input: RemoveInput): Promise<void> {
  const { place, say } = input;
  const held = openStateFolder(place.state_path);
  try {
    const found = await find(input);
    if (found.objects.length + found.switches.length === 0 && !found.namespace) {
      say('Nothing of ModeKeeper is left in this cluster; there is nothing to remove.');
      return;
    }
    say('Would delete:');
    for (const line of linesOf(found, place)) say(`  ${line}`);
    if (!(await confirmed('Delete these?', input))) {
      say('Nothing was deleted.');
      return;
    }
    await remove(input, found);
  } finally {
    held.release();
  }
}

async function find({ api, helm, place, target_namespace }: RemoveInput): Promise<Found> {
  const { connector, guard } = await readStanding(helm, place);
  const refs = [
    ...(connector?.objects ?? []).map(refOf),
    ...recordsOf(place, place.release, connector),
    ...connectorObjects(place),
    ...(guard?.objects ?? []).map(refOf),
    ...recordsOf(place, guardRelease(place), guard),
  ];
  const switches: SwitchChange[] = [];
  for (const name of new Set([target_namespace, ...targetNamespaces(connector)])) {
    const namespace = await api.find<KubeObject>(`/api/v1/namespaces/${name}`);
    const change = namespace === null ? null : switchRemoval(namespace);
    if (change !== null) switches.push(change);
  }
  const own = await api.find<KubeObject>(`/api/v1/namespaces/${place.namespace}`);
  // Only what belongs to a release of ours: three names alone prove nothing.
  const objects = connector === null && guard === null ? [] : (await split(api, refs))[1];
  return { objects, switches, namespace: own !== null && isOwnNamespace(own) };
}

function linesOf({ objects, switches, namespace }: Found, place: Place): string[] {
  return [
    ...switches.map(describeSwitch),
    ...objects.map(describe),
    ...(namespace ? [`Namespace ${place.namespace}, if nothing else is in it`] : []),
  ];
}

async function remove({ api, helm, place, mounts, say }: RemoveInput, found: Found): Promise<void> {
  // Closing first: from here on the API server itself refuses changes.
  for (const change of found.switches) await writeSwitch(api, change);
  await helm.uninstall(place.release);
  await helm.uninstall(guardRelease(place));
  dropCredentials(mounts);
  // The connector's own objects follow their owner, by garbage collection.
  await waitFor(async () => (await stillThere(api, found.objects)).length === 0, {
    what: 'everything to be gone',
    timeout_ms: 60_000,
    poll_ms: 250,
  });
  say('Deleted:');
  for (const line of [...found.switches.map(describeSwitch), ...found.objects.map(describe)]) say(`  ${line}`);
  if (!found.namespace) return;
  const outcome = await deleteOwnNamespace(api, place.namespace);
  say('deleted' in outcome ? `  Namespace ${place.namespace}` : `Namespace ${place.namespace} stays: ${outcome.kept}.`);
}

async function stillThere(api: UserApi, refs: readonly ObjectRef[]): Promise<ObjectRef[]> {
  const there: ObjectRef[] = [];
  for (const ref of refs) if ((await api.find(pathOf(ref))) !== null) there.push(ref);
  return there;
}
