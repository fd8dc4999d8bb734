/** `2026-01-02T03:04:05Z`: times of reports, whole seconds. */
export function isoSeconds(at_ms: number): string {
  return `${new Date(at_ms).toISOString().slice(0, 19)}Z`;
}

/** `2026-01-02T03:04:05.678Z`: times of JSONL artifacts. */
export function isoMilliseconds(at_ms: number): string {
  return new Date(at_ms).toISOString();
}

/** `<TS>` of the contract: `20260102T030405Z`. */
export function compactStamp(at_ms: number): string {
  return `${isoSeconds(at_ms).replaceAll('-', '').replaceAll(':', '')}`;
}

export type Timing = {
  started_ms: number;
  /** started_at, finished_at, and duration_s: the difference cut to whole seconds. */
  finish(): { started_at: string; finished_at: string; duration_s: number };
};

/** Times of a report from now on. */
export function startTiming(now: () => number): Timing {
  const started_ms = now();
  return {
    started_ms,
    finish() {
      const finished_ms = now();
      const duration_s = Math.trunc((finished_ms - started_ms) / 1_000);
      return { started_at: isoSeconds(started_ms), finished_at: isoSeconds(finished_ms), duration_s };
    },
  };
}
