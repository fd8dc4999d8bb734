import { useQueries, useQuery } from '@tanstack/react-query';
import type { Api } from '../../api/types.ts';
import { planQuery } from '../../plans/queries.ts';
import { useScope } from '../../session/organization.ts';
import { clusterPlansQuery } from '../queries.ts';

/** Evidence stands in a plan's document, so each plan that is shaded is read; more than this would be a wall of shades. */
const SHADED = 12;

/** The cluster's newest plans, and the details of the newest in a span of time. */
export function useClusterPlans(cluster_id: string, from_ms: number) {
  const { organization } = useScope();
  const { data } = useQuery(clusterPlansQuery(organization.id, cluster_id));
  const plans = data?.items ?? [];
  const shaded = plans.filter(({ created_at }) => Date.parse(created_at) >= from_ms).slice(0, SHADED);
  return useQueries({
    queries: shaded.map(({ id }) => planQuery(organization.id, id)),
    combine: (answers): { plans: readonly Api<'Plan'>[]; details: Api<'PlanDetail'>[] } => ({
      plans,
      details: answers.flatMap((answer) => (answer.data === undefined ? [] : [answer.data])),
    }),
  });
}
