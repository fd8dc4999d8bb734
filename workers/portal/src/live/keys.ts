/** Width of the buckets of a series, and how far back it goes. */
export type SeriesSpan = { bucket_ms: number; span_ms: number };

/** Keys of the query cache: organization first, so that two of them never mix. Every room builds its keys here. */
export const keys = {
  plans: (organization_id: string) => [organization_id, 'plans'] as const,
  /** Long lists of plans, page by page: too much to read again at every event, so they are patched in place (`plan-pages.ts`). */
  planPages: (organization_id: string) => [organization_id, 'plan-pages'] as const,
  plan: (organization_id: string, plan_id: string) => [organization_id, 'plan', plan_id] as const,
  clusters: (organization_id: string) => [organization_id, 'clusters'] as const,
  cluster: (organization_id: string, cluster_id: string) => [organization_id, 'cluster', cluster_id] as const,
  /** The live snapshot of a cluster, kept up to date by its socket. */
  live: (organization_id: string, cluster_id: string) => [organization_id, 'live', cluster_id] as const,
  series: (organization_id: string, cluster_id: string) => [organization_id, 'series', cluster_id] as const,
  /** A series of one width, so that the live socket feeds it what belongs there, and no longer than its span. */
  seriesOf: (organization_id: string, cluster_id: string, of: SeriesSpan) =>
    [...keys.series(organization_id, cluster_id), of] as const,
  killSwitches: (organization_id: string) => [organization_id, 'kill-switches'] as const,
  environments: (organization_id: string) => [organization_id, 'environments'] as const,
  passports: (organization_id: string) => [organization_id, 'passports'] as const,
  passport: (organization_id: string, passport_id: string) => [organization_id, 'passport', passport_id] as const,
  members: (organization_id: string) => [organization_id, 'members'] as const,
  invitations: (organization_id: string) => [organization_id, 'invitations'] as const,
  audit: (organization_id: string) => [organization_id, 'audit'] as const,
};
