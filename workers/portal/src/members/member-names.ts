import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import { keys } from '../live/keys.ts';
import { useScope } from '../session/organization.ts';

/** Names of the members by user id; who has left is not among them. */
export function memberNamesQuery(organization_id: string) {
  return queryOptions({
    queryKey: [...keys.members(organization_id), 'names'],
    queryFn: async (): Promise<ReadonlyMap<string, string>> => {
      const { items } = await dataOf(api.GET('/v1/members', { params: { query: { limit: 200 } } }));
      return new Map(items.map(({ id, name }) => [id, name]));
    },
  });
}

/** Names of the members; undefined until they were read, so that nobody is taken for a former member meanwhile. */
export function useMemberNames(): ReadonlyMap<string, string> | undefined {
  const { organization } = useScope();
  return useQuery(memberNamesQuery(organization.id)).data;
}
