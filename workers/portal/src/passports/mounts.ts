import type { HelloBody } from '@modekeeper/contracts';
import type { Api } from '../api/types.ts';
import { mountedPassports } from '../clusters/passport-tab/mounted.ts';

/** What a page knows of a cluster; `hello` is undefined while nothing was heard from its socket, null before its first connection. */
export type ClusterSeen = {
  readonly id: string;
  readonly name: string;
  readonly environment_id: string;
  readonly hello: HelloBody | null | undefined;
};

/** One target of a cluster and the passport that its connector mounts. */
export type Mount = {
  readonly cluster: { readonly id: string; readonly name: string };
  /** `namespace/name` of the workload. */
  readonly target: string;
  /** As reported; null: the connector mounts none for it. */
  readonly digest: string | null;
  /** The version that it is, or null when it is none that is kept here. */
  readonly mounted: { readonly passport_id: string; readonly version: number } | null;
};

/** What each target of the clusters mounts, among the passports of the cluster's environment: the same rules can stand elsewhere too. */
export function mountsOf(clusters: readonly ClusterSeen[], passports: readonly Api<'PassportDetail'>[]): Mount[] {
  return clusters.flatMap(({ environment_id, hello, id, name }) => {
    const own = passports.filter((passport) => passport.environment_id === environment_id);
    return mountedPassports(hello?.targets ?? [], own).map(({ digest, name: workload, namespace, passport, version }) => ({
      cluster: { id, name },
      target: `${namespace}/${workload}`,
      digest,
      mounted: passport === null || version === null ? null : { passport_id: passport.id, version },
    }));
  });
}

/** `v6` and how many targets mount it, newest first. */
export function versionsMounted(mounts: readonly Mount[]): { version: number; targets: number }[] {
  const counts = new Map<number, number>();
  for (const { mounted } of mounts) if (mounted !== null) counts.set(mounted.version, (counts.get(mounted.version) ?? 0) + 1);
  return [...counts].map(([version, targets]) => ({ version, targets })).sort((left, right) => right.version - left.version);
}
