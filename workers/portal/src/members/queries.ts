import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import { keys } from '../live/keys.ts';

const PAGE = 100;
type Cursor = string | null;
const pageOf = (cursor: Cursor) => ({ limit: PAGE, ...(cursor === null ? {} : { cursor }) });

/** Members of an organization, page by page. */
export function membersQuery(organization_id: string) {
  return infiniteQueryOptions({
    queryKey: keys.members(organization_id),
    queryFn: ({ pageParam }) => dataOf(api.GET('/v1/members', { params: { query: pageOf(pageParam) } })),
    initialPageParam: null as Cursor,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}

/** Invitations of an organization, newest first, page by page. */
export function invitationsQuery(organization_id: string) {
  return infiniteQueryOptions({
    queryKey: keys.invitations(organization_id),
    queryFn: ({ pageParam }) => dataOf(api.GET('/v1/invitations', { params: { query: pageOf(pageParam) } })),
    initialPageParam: null as Cursor,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}
