import type { JsonObject } from '@modekeeper/contracts';
import { assessmentLines, assessmentOf, rollUpAssessment, syntheticOf } from '../report/assessment-of.ts';
import { listOf, numberOf, objectOf, textOf } from '../report/read-report.ts';
import { inputNotes, inputValue, type RollUpInputs, readPath, type Times } from './inputs.ts';

export type WatchPaths = {
  watch_latest_path: string;
  watch_summary_path: string;
  /** Beside the plan's report, when it is there. */
  last_iteration_explain_path: string | null;
  last_iteration_out_dir: string | null;
};

/** A watch report of one iteration, which is the closed-loop report that is there already. */
export function watchRollUp(inputs: RollUpInputs, times: Omit<Times, 'duration_s'>, duration_s: number, paths: WatchPaths) {
  const plan = inputValue(inputs.plan);
  const done = plan === null ? 0 : 1;
  const when = (holds: boolean): number => (holds ? done : 0);
  const [missing = null] = inputNotes(inputs.plan, 'closed_loop_latest');
  const synthetic = syntheticOf(plan);
  const { last_iteration_out_dir, last_iteration_explain_path, watch_latest_path, watch_summary_path } = paths;
  return {
    schema_version: 'v0',
    ...times,
    duration_s,
    read_only: true,
    inputs_root: inputs.inputs_root,
    interval_s: duration_s,
    max_iterations: 1,
    iterations_done: done,
    proposed_total: listOf(plan?.proposed).length,
    applied_total: total(plan, 'applied_reasons'),
    blocked_total: total(plan, 'blocked_reasons'),
    verify_failed_total: when(plan?.verify_ok === false),
    dry_run_total: when(plan?.dry_run !== false),
    apply_attempted_total: when(plan?.apply_attempted === true),
    apply_ok_total: when(plan?.apply_attempted === true && plan.apply_ok === true),
    apply_failed_total: when(plan?.apply_attempted === true && plan.apply_ok === false),
    ok: missing === null,
    top_blocker: missing,
    notes: [...(missing === null ? [] : [missing]), ...synthetic.note],
    ...rollUpAssessment([assessmentOf(plan)], synthetic),
    last_iteration_out_dir,
    observe_ingest: objectOf(plan?.observe_ingest),
    artifact_paths: {
      watch_latest_path,
      watch_summary_path,
      last_iteration_report_path: readPath(inputs.plan),
      last_iteration_explain_path,
    },
    observe_record_raw_path: textOf(plan?.observe_record_raw_path),
    observe_record_raw_lines_written: numberOf(plan?.observe_record_raw_lines_written),
  };
}

/** Sum of a report's counts by reason. */
function total(plan: JsonObject | null, field: 'applied_reasons' | 'blocked_reasons'): number {
  return Object.values(objectOf(plan?.[field]) ?? {}).reduce<number>((sum, count) => sum + (numberOf(count) ?? 0), 0);
}

/** Lines of its summary. */
export function watchLines(report: ReturnType<typeof watchRollUp>): [string, unknown][] {
  const {
    applied_total,
    blocked_total,
    dry_run_total,
    duration_s,
    inputs_root,
    iterations_done,
    notes,
    ok,
    proposed_total,
    top_blocker,
  } = report;
  return [
    ...Object.entries({ ok, top_blocker, inputs_root, duration_s, iterations_done }),
    ...Object.entries({ proposed_total, applied_total, blocked_total, dry_run_total }),
    ...assessmentLines(report),
    ['notes', notes],
  ];
}
