import type { QueryClient } from '@tanstack/react-query';
import type { Api } from '../api/types.ts';
import { keys } from '../live/keys.ts';
import type { KillScope } from './scope.ts';

/** What the page is about: the cluster of a cluster's page, the workload of a plan's (which the page has read); else null. */
export function pageScope(pathname: string, queries: QueryClient, organization_id: string): KillScope | null {
  const [, place, id] = pathname.split('/');
  if (id === undefined || id === '') return null;
  if (place === 'clusters') return { type: 'cluster', id };
  if (place !== 'plans') return null;
  const plan = queries.getQueryData<Api<'PlanDetail'>>(keys.plan(organization_id, id));
  if (plan === undefined) return null;
  return { type: 'workload', id: `${plan.cluster_id}/${plan.target.namespace}/${plan.target.name}` };
}
