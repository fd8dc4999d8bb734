import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import type { Api } from '../api/types.ts';

export type Me = Api<'Me'>;

/** Who is signed in, with the organizations; refused with `unauthenticated` when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => dataOf(api.GET('/v1/me')),
  staleTime: 60_000,
});

/** Inside the signed-in part of the portal, where it has been loaded. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}
