import type { Sample } from '@modekeeper/contracts';
import type { ObserveIngest } from '../window/counters.ts';

/** Samples of a source, with what was read and what was dropped on the way. */
export type Observed = { samples: Sample[]; rows_read: number; observe_ingest: ObserveIngest };

export type FileFormat = 'jsonl' | 'csv';

/** Format by suffix, any case; null for another one. */
export function fileFormat(path: string): FileFormat | null {
  const suffix = /\.(jsonl|csv)$/i.exec(path)?.[1]?.toLowerCase();
  return suffix === 'jsonl' || suffix === 'csv' ? suffix : null;
}
