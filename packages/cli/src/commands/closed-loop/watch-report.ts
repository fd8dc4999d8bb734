import { join } from 'node:path';
import { sortedByCodePoint } from '@modekeeper/contracts';
import { assessmentLines } from '@modekeeper/evidence';
import { writeArtifact, writeWhole } from '../../io/files.ts';
import { keyLine } from '../../io/summary.ts';
import type { Timing } from '../../io/times.ts';
import type { WatchTotals } from './watch-totals.ts';

const LATEST = 'watch_latest.json';
const SUMMARY = 'watch_summary.md';

export type WatchFrame = { out: string; folder: string; interval_s: number; max_iterations: number | null };

/** Writes watch_latest.json and watch_summary.md of the iterations so far (contract page `closed-loop`, "closed-loop watch"). */
export function writeWatch(
  frame: WatchFrame,
  totals: WatchTotals,
  times: ReturnType<Timing['finish']>,
  block: { apply_blocked_reason?: string } = {},
): void {
  const { folder, interval_s, max_iterations, out } = frame;
  const { assessment, last_iteration_out_dir: last, observe_ingest, ...rest } = totals;
  const { observe_record_raw_lines_written, observe_record_raw_path, ...counts } = rest;
  const head = { ...times, interval_s, max_iterations, ...counts };
  const artifact_paths = {
    watch_latest_path: join(out, LATEST),
    watch_summary_path: join(out, SUMMARY),
    last_iteration_report_path: last === null ? null : join(last, 'closed_loop_latest.json'),
    last_iteration_explain_path: last === null ? null : join(last, 'explain.jsonl'),
  };
  writeArtifact(folder, LATEST, {
    schema_version: 'v0',
    ...head,
    ...assessment,
    last_iteration_out_dir: last,
    observe_ingest,
    artifact_paths,
    observe_record_raw_path,
    observe_record_raw_lines_written,
    ...block,
  });
  const lines: (readonly [string, unknown])[] = [
    ...Object.entries(head),
    ...assessmentLines(assessment),
    ['last_iteration_out_dir', last],
    ...(observe_ingest === null ? [] : [['observe_ingest', pairs(observe_ingest)] as const]),
    ...Object.entries(artifact_paths).map(([key, path]) => [`artifact_paths.${key}`, path] as const),
  ];
  writeWhole(join(folder, SUMMARY), `${lines.map(keyLine).join('\n')}\n`);
}

function pairs(counts: Readonly<Record<string, number>>): string {
  return sortedByCodePoint(Object.keys(counts))
    .map((key) => `${key}=${counts[key]}`)
    .join(' ');
}
