import type { HelloBody, Passport } from '@modekeeper/contracts';

/** What a page knows of a cluster; `hello` is undefined while nothing was heard from its socket, null before its first connection. */
export type ClusterSeen = {
  readonly id: string;
  readonly name: string;
  readonly environment_id: string;
  readonly hello: HelloBody | null | undefined;
};
type Version = { readonly version: number; readonly digest: string; readonly document: Passport };
export type PassportSeen = { readonly id: string; readonly environment_id: string; readonly versions: readonly Version[] };

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

/** What each target of the clusters mounts, matched by digest within the cluster's environment: names can repeat elsewhere. */
export function mountsOf(clusters: readonly ClusterSeen[], passports: readonly PassportSeen[]): Mount[] {
  const known = new Map(
    passports.flatMap(({ environment_id, id, versions }) =>
      // Oldest last, so that of two versions with the same rules the newest is named.
      versions
        .toSorted((left, right) => left.version - right.version)
        .map(({ digest, version }) => [`${environment_id} ${digest}`, { passport_id: id, version }] as const),
    ),
  );
  return clusters.flatMap(({ environment_id, hello, id, name }) =>
    (hello?.targets ?? []).map(({ passport_digest, target }) => ({
      cluster: { id, name },
      target: `${target.namespace}/${target.name}`,
      digest: passport_digest,
      mounted: known.get(`${environment_id} ${passport_digest ?? ''}`) ?? null,
    })),
  );
}

/** `v6` and how many targets mount it, newest first. */
export function versionsMounted(mounts: readonly Mount[]): { version: number; targets: number }[] {
  const counts = new Map<number, number>();
  for (const { mounted } of mounts) if (mounted !== null) counts.set(mounted.version, (counts.get(mounted.version) ?? 0) + 1);
  return [...counts].map(([version, targets]) => ({ version, targets })).sort((left, right) => right.version - left.version);
}
