import { ModeKeeperError } from '@modekeeper/contracts';
import type { Rendered } from './helm.ts';
import { describeSwitch, type Mode, type SwitchChange, switchChange, switchRemoval } from './namespace-switch.ts';
import { describe, type KubeObject, type ObjectRef, pathOf, refOf } from './objects.ts';
import { guardRelease, type Place } from './place.ts';
import { connectorObjects, recordOf, recordsOf, type Standing, targetNamespaces } from './releases.ts';
import type { UserApi } from './user-api.ts';

/** Everything that a start would do in the user's cluster. */
export type Planned = {
  create: ObjectRef[];
  /** Left by an earlier start; Helm brings them up to date. */
  update: ObjectRef[];
  remove: ObjectRef[];
  /** Made by the connector itself while it runs, as far as they are not there yet. */
  byConnector: ObjectRef[];
  switches: SwitchChange[];
  create_namespace: boolean;
};

export type PlanInput = {
  place: Place;
  mode: Mode;
  target_namespace: string;
  connector: Rendered;
  /** Modes verify and apply. */
  guard: Rendered | null;
  standing: Standing;
};

/**
 * Compares what the charts render with what the API server has.
 * @throws `conflict` (the namespace's switch, an object that is somebody else's), and as `UserApi`
 */
export async function planChanges(api: UserApi, input: PlanInput): Promise<Planned> {
  const { place, connector, guard, standing } = input;
  const guardName = guardRelease(place);
  await requireOurs(api, place, guardName, guard?.objects ?? []);
  await requireOurs(api, place, place.release, connector.objects);
  const wanted = [
    { kind: 'Namespace', namespace: undefined, name: place.namespace },
    ...(guard?.objects ?? []).map(refOf),
    ...(guard === null ? [] : [recordOf(place, guardName, (standing.guard?.revision ?? 0) + 1)]),
    ...connector.objects.map(refOf),
    recordOf(place, place.release, (standing.connector?.revision ?? 0) + 1),
  ];
  const before = [...(standing.connector?.objects ?? []), ...(standing.guard?.objects ?? [])].map(refOf);
  const obsolete = [...before, ...(guard === null ? recordsOf(place, guardName, standing.guard) : [])].filter(
    (old) => !wanted.some((ref) => describe(ref) === describe(old)),
  );
  const [create, update] = await split(api, wanted);
  return {
    create,
    update: update.filter(({ kind }) => kind !== 'Namespace'),
    remove: (await split(api, obsolete))[1],
    byConnector: (await split(api, connectorObjects(place)))[0],
    switches: await switches(api, input),
    create_namespace: create.some(({ kind }) => kind === 'Namespace'),
  };
}

/** Helm's own mark tells whose an object is: what is there already under one of our names must be of this very release. */
async function requireOurs(api: UserApi, place: Place, release: string, objects: readonly KubeObject[]): Promise<void> {
  for (const ref of objects.map(refOf)) {
    const found = await api.find<KubeObject>(pathOf(ref));
    if (found === null) continue;
    const { annotations } = found.metadata;
    const [name, namespace] = ['name', 'namespace'].map((part) => annotations?.[`meta.helm.sh/release-${part}`]);
    if (name === release && namespace === place.namespace) continue;
    const owner = name === undefined ? 'was not made by npm start' : `belongs to Helm release ${name} in namespace ${namespace}`;
    throw new ModeKeeperError({
      code: 'conflict',
      message: `${describe(ref)} exists already and ${owner}, so it is left alone.`,
      hint: 'Choose another namespace for our things, which names them all: MODEKEEPER_NAMESPACE=modekeeper-trial npm start -- --kubeconfig ...',
    });
  }
}

/** The absent ones, and those that exist. */
export async function split(api: UserApi, refs: readonly ObjectRef[]): Promise<[absent: ObjectRef[], present: ObjectRef[]]> {
  const absent: ObjectRef[] = [];
  const present: ObjectRef[] = [];
  for (const ref of refs) ((await api.find(pathOf(ref))) === null ? absent : present).push(ref);
  return [absent, present];
}

async function switches(api: UserApi, { mode, target_namespace, standing }: PlanInput): Promise<SwitchChange[]> {
  const changes: (SwitchChange | null)[] = [];
  for (const name of new Set([target_namespace, ...targetNamespaces(standing.connector)])) {
    const namespace = await api.find<KubeObject>(`/api/v1/namespaces/${name}`);
    if (namespace === null) continue;
    // A namespace of an earlier start with another target is closed again.
    changes.push(name === target_namespace ? switchChange(namespace, mode) : switchRemoval(namespace));
  }
  return changes.filter((change) => change !== null);
}

/** The list that a person reads before saying yes. */
export function describePlanned({ create, update, remove, byConnector, switches }: Planned): string[] {
  const part = (title: string, refs: readonly ObjectRef[]) =>
    refs.length === 0 ? [] : [title, ...refs.map((ref) => `  ${describe(ref)}`)];
  return [
    ...part('Would create:', create),
    ...part('Would bring up to date, left by an earlier start:', update),
    ...part('Would delete, not needed any more:', remove),
    ...part('The connector itself would create, while it runs:', byConnector),
    ...(switches.length === 0 ? [] : ['Would change:', ...switches.map((change) => `  ${describeSwitch(change)}`)]),
    'No workload: the connector runs on this machine, with a token of its ServiceAccount.',
  ];
}
