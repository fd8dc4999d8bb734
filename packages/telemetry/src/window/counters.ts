/** What became of every line, for `observe_ingest` and the metrics. Each line that is not blank counts in `lines` and in exactly one of the others. */
export interface IngestCounters {
  readonly lines: number;
  readonly samples: number;
  /** Lines that are not UTF-8, or were cut at the length limit. */
  readonly dropped_invalid_text: number;
  /** Neither a JSON object nor key=value: ordinary log output. */
  readonly dropped_no_record: number;
  readonly dropped_missing_fields: number;
  readonly dropped_duplicates: number;
  /** Timestamp outside the window: an old backlog, or a clock that runs wrong. */
  readonly dropped_out_of_window: number;
  /** More samples than a window may hold; the oldest went. */
  readonly dropped_overflow: number;
  /** Lines of pods beyond the limit. */
  readonly dropped_pod_limit: number;
  /** Samples (kept ones) that arrived after one with a later timestamp of the same pod. */
  readonly reordered: number;
}

export type MutableCounters = { -readonly [K in keyof IngestCounters]: IngestCounters[K] };

export function newCounters(): MutableCounters {
  return {
    lines: 0,
    samples: 0,
    dropped_invalid_text: 0,
    dropped_no_record: 0,
    dropped_missing_fields: 0,
    dropped_duplicates: 0,
    dropped_out_of_window: 0,
    dropped_overflow: 0,
    dropped_pod_limit: 0,
    reordered: 0,
  };
}

/** The contract's `observe_ingest`, all six. */
export type ObserveIngest = {
  dropped_invalid_json: number;
  dropped_invalid_shape: number;
  dropped_missing_fields: number;
  dropped_duplicates: number;
  dropped_total: number;
  reordered: number;
};

/** The same with the sum of what was dropped. */
export function totalled(counts: Omit<ObserveIngest, 'dropped_total'>): ObserveIngest {
  const { dropped_duplicates, dropped_invalid_json, dropped_invalid_shape, dropped_missing_fields } = counts;
  const dropped_total = dropped_invalid_json + dropped_invalid_shape + dropped_missing_fields + dropped_duplicates;
  return { ...counts, dropped_total };
}

/** `observe_ingest` of pod logs: only records count there, not ordinary log output. */
export function observeIngest(counters: Pick<IngestCounters, 'dropped_missing_fields' | 'dropped_duplicates' | 'reordered'>) {
  const { dropped_missing_fields, dropped_duplicates, reordered } = counters;
  return totalled({
    dropped_invalid_json: 0,
    dropped_invalid_shape: 0,
    dropped_missing_fields,
    dropped_duplicates,
    reordered,
  });
}
