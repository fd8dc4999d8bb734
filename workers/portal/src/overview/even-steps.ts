import type { SeriesBucket } from '@modekeeper/contracts';

type Span = { bucket_ms: number; span_ms: number; now_ms: number };

/** Median step times at even distances up to now, oldest first; null where no bucket tells one. */
export function evenSteps(
  buckets: readonly Pick<SeriesBucket, 'start_ms' | 'step_time_ms'>[],
  { bucket_ms, now_ms, span_ms }: Span,
): (number | null)[] {
  const slots = Math.floor(span_ms / bucket_ms);
  const newest_ms = Math.floor(now_ms / bucket_ms) * bucket_ms;
  const values = new Array<number | null>(slots).fill(null);
  for (const { start_ms, step_time_ms } of buckets) {
    const slot = slots - 1 - Math.round((newest_ms - start_ms) / bucket_ms);
    if (slot >= 0 && slot < slots) values[slot] = step_time_ms.median;
  }
  // The bucket that is still filling has not been told yet: it is no gap.
  while (values.length > 0 && values.at(-1) === null && slots - values.length < 2) values.pop();
  return values;
}
