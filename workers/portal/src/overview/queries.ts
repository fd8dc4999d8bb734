import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import { keys } from '../live/keys.ts';

const NEWEST = 100;

/** The newest plans, whatever became of them. */
export function recentPlansQuery(organization_id: string, environment_id: string | null) {
  return queryOptions({
    queryKey: [...keys.plans(organization_id), 'recent', environment_id],
    queryFn: async () => {
      const query = { limit: NEWEST, ...(environment_id === null ? {} : { environment_id }) };
      return (await dataOf(api.GET('/v1/plans', { params: { query } }))).items;
    },
  });
}
