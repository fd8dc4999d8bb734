import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import { keys } from '../live/keys.ts';
import { serverNow } from '../time/clock.ts';

/** Shown on cards and by the guide: a quarter of an hour in buckets of 10 s. */
export const RECENT = { bucket_ms: 10_000, span_ms: 15 * 60_000 } as const;

/** What was observed in the last quarter of an hour; live buckets are added to it. */
export function recentSeriesQuery(organization_id: string, cluster_id: string) {
  return queryOptions({
    queryKey: keys.seriesOf(organization_id, cluster_id, RECENT),
    queryFn: () => {
      const query = { bucket: 'fine' as const, from_ms: serverNow() - RECENT.span_ms };
      return dataOf(api.GET('/v1/clusters/{id}/series', { params: { path: { id: cluster_id }, query } }));
    },
  });
}
