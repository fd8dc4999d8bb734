import { RANGES } from './live-tab/ranges.ts';
import { seriesQuery } from './queries.ts';

/** Shown on cards and by the guide: the last quarter of an hour. */
export const RECENT = RANGES[0];

/** What was observed lately; live buckets are added to it. */
export function recentSeriesQuery(organization_id: string, cluster_id: string) {
  return seriesQuery(organization_id, cluster_id, RECENT);
}
