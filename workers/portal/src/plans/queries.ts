import { BUCKET_MS } from '@modekeeper/contracts/bucket-widths';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import { keys } from '../live/keys.ts';
import { bucketKept, type Span } from './evidence-chart.ts';
import { GROUP_WORDS, type PlanGroup } from './state-groups.ts';

export type PlanFilter = {
  group: PlanGroup;
  cluster_id: string | undefined;
  environment_id: string | null;
  target: string | undefined;
};

const PAGE = 100;
/** As many of the newest as are read again at every event. */
const HEAD = 25;
/** Of names: more than any organization comes near. */
const NAMES = 200;

function queryOf({ cluster_id, environment_id, group, target }: PlanFilter) {
  const states = GROUP_WORDS[group].states;
  return {
    ...(states === null ? {} : { state: states.join(',') }),
    ...(cluster_id === undefined ? {} : { cluster_id }),
    ...(environment_id === null ? {} : { environment_id }),
    ...(target === undefined ? {} : { target }),
  };
}

/** The list, newest first, page by page; moved on in place by live events. */
export function planPagesQuery(organization_id: string, filter: PlanFilter) {
  return infiniteQueryOptions({
    queryKey: [...keys.planPages(organization_id), filter],
    queryFn: ({ pageParam }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return dataOf(api.GET('/v1/plans', { params: { query: { ...queryOf(filter), limit: PAGE, ...cursor } } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}

/** The newest of the same list, read again at every event: this is how plans that are new, or new to the filter, appear. */
export function planHeadQuery(organization_id: string, filter: PlanFilter) {
  return queryOptions({
    queryKey: [...keys.plans(organization_id), 'head', filter],
    queryFn: () => dataOf(api.GET('/v1/plans', { params: { query: { ...queryOf(filter), limit: HEAD } } })),
  });
}

/** One plan with everything that is known of it. */
export function planQuery(organization_id: string, id: string) {
  return queryOptions({
    queryKey: keys.plan(organization_id, id),
    queryFn: () => dataOf(api.GET('/v1/plans/{id}', { params: { path: { id } } })),
  });
}

/** Clusters by id, for their names and modes. */
export function clusterNamesQuery(organization_id: string) {
  return queryOptions({
    queryKey: [...keys.clusters(organization_id), 'names'],
    queryFn: async () => {
      const { items } = await dataOf(api.GET('/v1/clusters', { params: { query: { limit: NAMES } } }));
      return items;
    },
  });
}

/** One cluster. */
export function clusterQuery(organization_id: string, cluster_id: string) {
  return queryOptions({
    queryKey: keys.cluster(organization_id, cluster_id),
    queryFn: () => dataOf(api.GET('/v1/clusters/{id}', { params: { path: { id: cluster_id } } })),
  });
}

/** Names of the people of the organization, by user id. */
export function peopleQuery(organization_id: string) {
  return queryOptions({
    queryKey: [...keys.members(organization_id), 'names'],
    queryFn: async () => {
      const { items } = await dataOf(api.GET('/v1/members', { params: { query: { limit: NAMES } } }));
      return new Map(items.map(({ id, name }) => [id, name]));
    },
  });
}

/** Buckets of one workload in a span; fine ones where they are still kept. */
export function spanQuery(organization_id: string, cluster_id: string, workload: string, span: Span, now_ms: number) {
  const bucket = bucketKept(span.from_ms, now_ms);
  const bucket_ms = BUCKET_MS[bucket];
  return queryOptions({
    // What comes live is added at the end; nothing leaves at the beginning, however long the page stays open.
    queryKey: [
      ...keys.series(organization_id, cluster_id),
      workload,
      span,
      { bucket_ms, span_ms: Number.MAX_SAFE_INTEGER },
    ] as const,
    queryFn: () => {
      const query = { workload, bucket, from_ms: span.from_ms, to_ms: span.to_ms };
      return dataOf(api.GET('/v1/clusters/{id}/series', { params: { path: { id: cluster_id }, query } }));
    },
  });
}

const PASSPORTS_LOOKED_AT = 20;

/** The passport version with this digest, in the plan's environment; null when no published or drafted one has it. */
export function passportVersionQuery(organization_id: string, of: { environment_id: string; name: string; digest: string }) {
  return queryOptions({
    queryKey: [...keys.passports(organization_id), 'version', of],
    queryFn: async () => {
      const { items } = await dataOf(api.GET('/v1/passports', { params: { query: { limit: NAMES } } }));
      const here = items.filter(({ environment_id }) => environment_id === of.environment_id);
      // The one of that name first: it is nearly always the one.
      here.sort((left, right) => Number(right.name === of.name) - Number(left.name === of.name));
      for (const { id } of here.slice(0, PASSPORTS_LOOKED_AT)) {
        const passport = await dataOf(api.GET('/v1/passports/{id}', { params: { path: { id } } }));
        const version = passport.versions.find(({ digest }) => digest === of.digest);
        if (version !== undefined) return { passport_id: id, name: passport.name, ...version };
      }
      return null;
    },
    staleTime: 600_000,
  });
}
