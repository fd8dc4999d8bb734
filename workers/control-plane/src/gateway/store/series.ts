import { BUCKET_MS, type SeriesBody, type SeriesBucket, targetKey } from '@modekeeper/contracts';
import { readState, writeState } from './state.ts';

/** How long buckets are kept, by width. */
const KEPT_MS: Record<SeriesBody['bucket_ms'], number> = {
  [BUCKET_MS.fine]: 24 * 3_600_000,
  [BUCKET_MS.coarse]: 30 * 24 * 3_600_000,
};
/** Workloads whose pods are remembered, those that changed last: they share one row, and a row has a limit (2 MB). */
const WORKLOADS_KEPT = 500;
/** Longest span of one chunk; bounds how far before a query's start a chunk may begin. */
const CHUNK_MAX_MS = 400 * BUCKET_MS.coarse;

/**
 * Stores one `series` frame as one row (a chunk): a bucket per row would cost thirty times as much.
 * Drops what has grown too old on the way.
 */
export function storeSeries(sql: SqlStorage, body: SeriesBody, now_ms: number): void {
  const workload = targetKey(body.target);
  const pods = readState(sql, 'pods') ?? {};
  const known = pods[workload];
  if (known?.followed !== body.pods.followed || known.not_observed !== body.pods.not_observed) {
    const { [workload]: _before, ...others } = pods;
    const kept = Object.entries(others).slice(1 - WORKLOADS_KEPT);
    writeState(sql, 'pods', { ...Object.fromEntries(kept), [workload]: body.pods });
  }
  const start_ms = body.buckets[0]?.start_ms;
  if (start_ms === undefined) return;
  sql.exec(
    'INSERT OR REPLACE INTO series (workload, bucket_ms, start_ms, buckets) VALUES (?, ?, ?, ?)',
    workload,
    body.bucket_ms,
    start_ms,
    JSON.stringify(body.buckets),
  );
  sql.exec('DELETE FROM series WHERE bucket_ms = ? AND start_ms < ?', body.bucket_ms, now_ms - KEPT_MS[body.bucket_ms]);
}

export type SeriesQuery = {
  readonly workload?: string | undefined;
  readonly bucket_ms: SeriesBody['bucket_ms'];
  readonly from_ms: number;
  readonly to_ms: number;
};
export type SeriesAnswer = {
  readonly workload: string;
  readonly bucket_ms: number;
  /** As the last buckets said, whenever those asked for are from; null when they came before this was kept. */
  readonly pods: SeriesBody['pods'] | null;
  readonly buckets: SeriesBucket[];
}[];

/** Buckets that start within [from_ms, to_ms), per workload, ascending, each start once (the last one stored wins). */
export function readSeries(sql: SqlStorage, query: SeriesQuery): SeriesAnswer {
  const rows = sql.exec<{ workload: string; buckets: string }>(
    'SELECT workload, buckets FROM series WHERE bucket_ms = ?1 AND start_ms >= ?2 AND start_ms < ?3 AND (?4 IS NULL OR workload = ?4) ORDER BY workload, start_ms',
    query.bucket_ms,
    query.from_ms - CHUNK_MAX_MS,
    query.to_ms,
    query.workload ?? null,
  );
  const byWorkload = new Map<string, Map<number, SeriesBucket>>();
  for (const row of rows) {
    const buckets = byWorkload.get(row.workload) ?? new Map<number, SeriesBucket>();
    byWorkload.set(row.workload, buckets);
    for (const bucket of JSON.parse(row.buckets) as SeriesBucket[]) {
      if (bucket.start_ms >= query.from_ms && bucket.start_ms < query.to_ms) buckets.set(bucket.start_ms, bucket);
    }
  }
  const pods = readState(sql, 'pods') ?? {};
  return [...byWorkload].map(([workload, buckets]) => ({
    workload,
    bucket_ms: query.bucket_ms,
    pods: pods[workload] ?? null,
    buckets: [...buckets.values()].sort((left, right) => left.start_ms - right.start_ms),
  }));
}
