import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';

/** The person's own passkeys. */
export const passkeysQuery = queryOptions({
  queryKey: ['identity', 'passkeys'],
  queryFn: () => dataOf(api.GET('/v1/auth/passkey/list-user-passkeys')),
});

/** The person's open sessions, newest first. Read anew on every visit: others appear elsewhere. */
export const sessionsQuery = queryOptions({
  queryKey: ['identity', 'sessions'],
  queryFn: () => dataOf(api.GET('/v1/sessions')),
  staleTime: 0,
});
