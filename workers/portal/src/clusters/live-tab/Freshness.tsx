import { formatRelative } from '../../time/format.ts';
import { useNow } from '../../time/use-now.ts';

/** How old the newest bucket is, counted from its end. */
export function Freshness({ bucket_ms, last_start_ms }: { last_start_ms: number; bucket_ms: number }) {
  const now_ms = useNow();
  return <>last bucket {formatRelative(Math.min(now_ms, last_start_ms + bucket_ms), now_ms)}</>;
}
