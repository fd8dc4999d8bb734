import { formatDuration } from '@modekeeper/evidence/format-time';
import { useNow } from '../../time/use-now.ts';

/** How old the newest bucket is, counted from its end. */
export function Freshness({ bucket_ms, last_start_ms }: { last_start_ms: number; bucket_ms: number }) {
  const age_ms = Math.max(0, useNow() - last_start_ms - bucket_ms);
  return <>last bucket {formatDuration(age_ms)} ago</>;
}
