import type { Passport } from '@modekeeper/contracts';
import { parse } from 'yaml';
import { confirmed } from '../ask.ts';
import type { InstallGuide } from '../seed/install.ts';
import type { Seeded } from '../seed/organization.ts';
import { describeGranted } from './granted.ts';
import type { OwnHelm, Rendered, Values } from './helm.ts';
import type { ClusterAccess } from './kubeconfig.ts';
import { type Mode, writeSwitch } from './namespace-switch.ts';
import { createOwnNamespace } from './own-namespace.ts';
import { guardRelease, type Place } from './place.ts';
import { describePlanned, type Planned, planChanges } from './planned.ts';
import type { Standing } from './releases.ts';
import { type Need, needFor, needForToken, requireGrantable, requireRights } from './rights.ts';
import type { Target } from './target.ts';
import type { UserApi } from './user-api.ts';

export type InstallInput = {
  access: ClusterAccess;
  api: UserApi;
  helm: OwnHelm;
  place: Place;
  mode: Mode;
  target: Target;
  uid: string;
  /** What an earlier start left. */
  standing: Standing;
  yes: boolean;
  signal: AbortSignal;
  say: (line: string) => void;
};

/** The charts of one start with their values. */
type Charts = { connector: Rendered; guard: Rendered | null; values: { connector: Values; guard: Values | null } };

/**
 * Shows what would be made in the cluster and what it grants, asks, and makes it with Helm. Answers the connector's rendered objects, or
 * null when the person said no. @throws `forbidden`, `conflict`, `invalid_input`, `program_failed`, and as `UserApi`
 */
export async function installAfterAsking(input: InstallInput, seeded: Seeded, cluster_id: string): Promise<Rendered | null> {
  const { access, api, place, mode, target, standing, say } = input;
  const charts = await renderCharts(input, await installGuide(seeded, cluster_id, input));
  const planned = await planChanges(api, { place, mode, target_namespace: target.namespace, standing, ...charts });
  await requireRights(api, access, needsOf(planned, place));
  const roles = charts.connector.objects.filter(
    ({ kind, metadata }) => kind.endsWith('Role') && metadata.namespace !== place.namespace,
  );
  await requireGrantable(api, access, roles);
  for (const line of summary(input, planned, charts)) say(line);
  if (!(await confirmed('\nGo ahead?', input))) return null;
  try {
    await carryOut(input, charts, planned, standing.guard !== null);
  } catch (cause) {
    say('What was made before this stays; the same command with --remove deletes it.');
    throw cause;
  }
  return charts.connector;
}

/** Every step limits before it opens: the guard before the right to patch, the namespace's switch last; and closes the other way round. */
async function carryOut({ api, helm, place }: InstallInput, charts: Charts, planned: Planned, guarded: boolean): Promise<void> {
  const { connector, guard } = charts.values;
  if (planned.create_namespace) await createOwnNamespace(api, place.namespace);
  for (const change of planned.switches.filter(({ to }) => to === null)) await writeSwitch(api, change);
  if (guard !== null) await helm.install(guardRelease(place), 'modekeeper-guard', guard);
  await helm.install(place.release, 'modekeeper-connector', connector);
  if (guard === null && guarded) await helm.uninstall(guardRelease(place));
  for (const change of planned.switches.filter(({ to }) => to !== null)) await writeSwitch(api, change);
}

function installGuide(
  { owner, passport_id }: Seeded,
  cluster_id: string,
  { place, mode, target }: InstallInput,
): Promise<InstallGuide> {
  const query = new URLSearchParams({
    mode,
    namespace: place.namespace,
    release: place.release,
    target_namespace: target.namespace,
    target_name: target.name,
    container: target.container,
    passport_id,
  });
  return owner.get<InstallGuide>(`/v1/clusters/${cluster_id}/install?${query}`);
}

/** The values that the control plane gives to everybody, less the pod and the token: both stay on this machine. */
async function renderCharts({ helm, place }: InstallInput, guide: InstallGuide): Promise<Charts> {
  const files = guide.steps.flatMap((step) => step.files);
  const valuesOf = (name: string) => {
    const content = files.find((file) => file.name === name)?.content;
    return content === undefined ? null : (parse(content) as Values);
  };
  const given = valuesOf('connector-values.yaml');
  if (given === null) throw new Error('the install guide of the control plane has no connector-values.yaml');
  const connector: Values = { ...given, enrollment: {}, workload: { enabled: false } };
  const guard = valuesOf('guard-values.yaml');
  return {
    connector: await helm.render(place.release, 'modekeeper-connector', connector),
    guard: guard === null ? null : await helm.render(guardRelease(place), 'modekeeper-guard', guard),
    values: { connector, guard },
  };
}

function needsOf({ create, update, remove, switches }: Planned, place: Place): Need[] {
  return [
    ...create.map((ref) => needFor(ref, 'create')),
    ...update.map((ref) => needFor(ref, 'patch')),
    ...remove.map((ref) => needFor(ref, 'delete')),
    ...switches.map(({ namespace }) => needFor({ kind: 'Namespace', namespace: undefined, name: namespace }, 'patch')),
    needForToken(place.namespace, place.release),
  ];
}

function summary({ access, mode, target, uid }: InstallInput, planned: Planned, charts: Charts): string[] {
  const { passports } = charts.values.connector as { passports?: Record<string, Passport> };
  const passport = Object.values(passports ?? {})[0];
  const actuators = [...(passport?.allowed_actuators.hot ?? []), ...(passport?.allowed_actuators.cold ?? [])];
  return [
    '',
    `Context ${access.context}, server ${access.server}, user ${access.user}, cluster uid ${uid}`,
    `Target  Deployment ${target.namespace}/${target.name}, container ${target.container}, mode ${mode}`,
    ...target.notes.map((note) => `        ${note}`),
    `        Passport: the template ${passport?.name ?? 'demo'}, which allows the knobs ${actuators.join(', ')}.`,
    '',
    ...describePlanned(planned),
    '',
    ...describeGranted(charts.connector, charts.guard),
  ];
}
