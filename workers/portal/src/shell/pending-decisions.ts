import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import { keys } from '../live/keys.ts';
import { useScope } from '../session/organization.ts';

const PAGE = 100;
/** Plans that wait for a person: a proof to approve or reject, or a plan that no read-back could settle. */
const WAITING_FOR_PEOPLE = ['verified', 'needs_person'] as const;

/** The plans that wait for somebody, newest first; at most a page of them. */
export function waitingPlansQuery(organization_id: string, environment_id: string | null) {
  return queryOptions({
    queryKey: [...keys.plans(organization_id), 'waiting', environment_id],
    queryFn: () => {
      const query = { state: WAITING_FOR_PEOPLE.join(','), limit: PAGE, ...(environment_id === null ? {} : { environment_id }) };
      return dataOf(api.GET('/v1/plans', { params: { query } }));
    },
  });
}

/** How many plans wait for somebody; `more`: at least. Undefined until it was read. */
export function usePendingDecisions(): { count: number; more: boolean } | undefined {
  const { environment_id, organization } = useScope();
  const { data } = useQuery(waitingPlansQuery(organization.id, environment_id));
  return data === undefined ? undefined : { count: data.items.length, more: data.next_cursor !== null };
}
