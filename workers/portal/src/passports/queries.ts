import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import { keys } from '../live/keys.ts';

/** More than any organization comes near. */
const MOST = 200;

export function passportsQuery(organization_id: string) {
  return queryOptions({
    queryKey: [...keys.passports(organization_id), 'all'],
    queryFn: () => dataOf(api.GET('/v1/passports', { params: { query: { limit: MOST } } })),
  });
}

/** A passport with its versions, newest first. */
export function passportQuery(organization_id: string, id: string) {
  return queryOptions({
    queryKey: keys.passport(organization_id, id),
    queryFn: () => dataOf(api.GET('/v1/passports/{id}', { params: { path: { id } } })),
  });
}

/** Templates change with a release of the control plane only. */
export function templatesQuery(organization_id: string) {
  return queryOptions({
    queryKey: [organization_id, 'passport-templates'],
    queryFn: () => dataOf(api.GET('/v1/passport-templates')),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Values files of the published version, which is part of the key: another one has other files. */
export function helmValuesQuery(organization_id: string, id: string, published_version: number) {
  return queryOptions({
    queryKey: [...keys.passport(organization_id, id), 'helm-values', published_version],
    queryFn: () => dataOf(api.GET('/v1/passports/{id}/helm-values', { params: { path: { id } } })),
  });
}
