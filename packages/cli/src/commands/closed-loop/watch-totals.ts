import { type Assessment, assessmentFields, EMPTY_ASSESSMENT } from '@modekeeper/engine';
import { type ObserveIngest, totalled } from '@modekeeper/telemetry';
import type { LoopReport } from './report.ts';

/** What a watch keeps of its iterations: counts and the last one's findings, never their samples. */
export type WatchTotals = {
  iterations_done: number;
  proposed_total: number;
  applied_total: number;
  blocked_total: number;
  verify_failed_total: number;
  dry_run_total: number;
  apply_attempted_total: number;
  apply_ok_total: number;
  apply_failed_total: number;
  assessment: Assessment;
  last_iteration_out_dir: string | null;
  /** Null unless the source is a file. */
  observe_ingest: ObserveIngest | null;
  observe_record_raw_path: string | null;
  observe_record_raw_lines_written: number | null;
};

export const NO_ITERATIONS: WatchTotals = {
  iterations_done: 0,
  proposed_total: 0,
  applied_total: 0,
  blocked_total: 0,
  verify_failed_total: 0,
  dry_run_total: 0,
  apply_attempted_total: 0,
  apply_ok_total: 0,
  apply_failed_total: 0,
  assessment: EMPTY_ASSESSMENT,
  last_iteration_out_dir: null,
  observe_ingest: null,
  observe_record_raw_path: null,
  observe_record_raw_lines_written: null,
};

/** The totals with one more iteration. */
export function addIteration(totals: WatchTotals, report: LoopReport): WatchTotals {
  const lines = report.observe_record_raw_lines_written;
  return {
    ...totals,
    iterations_done: totals.iterations_done + 1,
    proposed_total: totals.proposed_total + report.proposed.length,
    applied_total: totals.applied_total + report.applied.length,
    blocked_total: totals.blocked_total + report.results.filter(({ blocked }) => blocked).length,
    verify_failed_total: totals.verify_failed_total + Number(report.verify_ok === false),
    dry_run_total: totals.dry_run_total + Number(report.dry_run),
    apply_attempted_total: totals.apply_attempted_total + Number(report.apply_attempted),
    apply_ok_total: totals.apply_ok_total + Number(report.apply_ok === true),
    apply_failed_total: totals.apply_failed_total + Number(report.apply_ok === false),
    assessment: assessmentFields(report),
    last_iteration_out_dir: report.out_dir,
    observe_ingest: addIngest(totals.observe_ingest, report.observe_ingest ?? null),
    observe_record_raw_path: report.observe_record_raw_path,
    observe_record_raw_lines_written: lines === null ? null : (totals.observe_record_raw_lines_written ?? 0) + lines,
  };
}

function addIngest(sum: ObserveIngest | null, more: ObserveIngest | null): ObserveIngest | null {
  if (sum === null || more === null) return more ?? sum;
  return totalled({
    dropped_invalid_json: sum.dropped_invalid_json + more.dropped_invalid_json,
    dropped_invalid_shape: sum.dropped_invalid_shape + more.dropped_invalid_shape,
    dropped_missing_fields: sum.dropped_missing_fields + more.dropped_missing_fields,
    dropped_duplicates: sum.dropped_duplicates + more.dropped_duplicates,
    reordered: sum.reordered + more.reordered,
  });
}
