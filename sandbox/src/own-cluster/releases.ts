import { ModeKeeperError } from '@modekeeper/contracts';
import type { OwnHelm, Release } from './helm.ts';
import type { ObjectRef } from './objects.ts';
import { guardRelease, type Place } from './place.ts';

/** What an earlier start left in the cluster. */
export type Standing = { connector: Release | null; guard: Release | null };

/**
 * The two releases as they stand.
 * @throws `conflict` when one of that name was installed in another way: it is somebody's, and stays untouched
 */
export async function readStanding(helm: OwnHelm, place: Place): Promise<Standing> {
  const [connector, guard] = [await helm.find(place.release), await helm.find(guardRelease(place))];
  for (const [name, release] of [
    [place.release, connector],
    [guardRelease(place), guard],
  ] as const) {
    if (release === null || release.ours) continue;
    throw new ModeKeeperError({
      code: 'conflict',
      message: `Helm release ${name} in namespace ${place.namespace} was not made by npm start, so it is left alone.`,
      hint: 'Choose another namespace for our things: MODEKEEPER_NAMESPACE=modekeeper-trial npm start -- --kubeconfig ...',
    });
  }
  return { connector, guard };
}

/** Namespaces of the workloads that a release was made for. */
export function targetNamespaces(release: Release | null): string[] {
  const targets = release?.values.targets;
  if (!Array.isArray(targets)) return [];
  const names = targets.map((target: { namespace?: unknown }) => target.namespace);
  return [...new Set(names.filter((name) => typeof name === 'string'))];
}

/** The Secret in which Helm keeps one revision of a release. */
export function recordOf(place: Place, release: string, revision: number): ObjectRef {
  return { kind: 'Secret', namespace: place.namespace, name: `sh.helm.release.v1.${release}.v${revision}` };
}

/** All records that may exist of a release. */
export function recordsOf(place: Place, name: string, release: Release | null): ObjectRef[] {
  return Array.from({ length: release?.revision ?? 0 }, (_, index) => recordOf(place, name, index + 1));
}

/** What the connector itself makes when it runs; it goes with its Secret `<release>-identity`. */
export function connectorObjects({ namespace, release }: Place): ObjectRef[] {
  return [
    { kind: 'ConfigMap', namespace, name: `${release}-journal` },
    { kind: 'ConfigMap', namespace, name: `${release}-state` },
    { kind: 'Lease', namespace, name: `${release}-lease` },
  ];
}
