import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import type { Api } from '../api/types.ts';
import { keys } from '../live/keys.ts';

const PAGE = 200;
/** More than any organization has; the rest is shown by id. */
const PAGES_AT_MOST = 5;

/** Every cluster of the organization, for names and choices. */
export function allClustersQuery(organization_id: string) {
  return queryOptions({
    queryKey: [...keys.clusters(organization_id), 'all'],
    queryFn: async () => {
      const found: Api<'Cluster'>[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < PAGES_AT_MOST; page += 1) {
        const query: { limit: number; cursor?: string } = { limit: PAGE, ...(cursor === null ? {} : { cursor }) };
        const { items, next_cursor } = await dataOf(api.GET('/v1/clusters', { params: { query } }));
        found.push(...items);
        cursor = next_cursor;
        if (cursor === null) break;
      }
      return found;
    },
  });
}
