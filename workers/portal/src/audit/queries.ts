import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import type { Api } from '../api/types.ts';
import { keys } from '../live/keys.ts';
import { isAction } from './actions.ts';
import type { AuditSearch } from './search.ts';

export type AuditEvent = Api<'AuditEvent'>;
export type AuditPage = { items: AuditEvent[]; next_cursor: string | null };

const PAGE = 100;

/** One page of the log, newest first. */
export async function readAuditPage(
  search: AuditSearch,
  cursor: string | null,
  limit = PAGE,
  signal?: AbortSignal,
): Promise<AuditPage> {
  const { action, ...subject } = search;
  const query = {
    ...subject,
    ...(action !== undefined && isAction(action) ? { action } : {}),
    ...(cursor === null ? {} : { cursor }),
    limit,
  };
  return dataOf(api.GET('/v1/audit-events', { params: { query }, ...(signal === undefined ? {} : { signal }) }));
}

/** The log. Nothing tells of new events by itself, so it is read again whenever somebody comes back to it. */
export function auditQuery(organization_id: string, search: AuditSearch) {
  return infiniteQueryOptions({
    queryKey: [...keys.audit(organization_id), search],
    queryFn: ({ pageParam }) => readAuditPage(search, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    staleTime: 0,
    refetchOnWindowFocus: 'always',
  });
}
