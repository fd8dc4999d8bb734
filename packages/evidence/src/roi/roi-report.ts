import { type JsonObject, sortedByCodePoint } from '@modekeeper/contracts';
import { syntheticOf } from '../report/assessment-of.ts';
import { boolOf, listOf, numberOf, objectOf, type ReadReport, textOf, textsOf } from '../report/read-report.ts';
import type { Times } from '../roll-up/inputs.ts';

export const ROI_INPUTS = ['preflight', 'eval', 'watch'] as const;
export type RoiInputName = (typeof ROI_INPUTS)[number];
export type RoiInputs = Readonly<Record<RoiInputName, { path: string; report: ReadReport }>>;

/** What a value report is computed from. */
export type RoiFacts = {
  inputs: RoiInputs;
  /** The report of the last iteration that `watch` names. */
  last_iteration: { path: string | null; report: ReadReport };
  /** Paths that the report points to beside its inputs. */
  artifacts: readonly string[];
};

/** `roi.v0`: what was seen, what it could be worth, and what stands in the way (contract page `value`). */
export function roiReport({ artifacts, inputs, last_iteration }: RoiFacts, times: Times) {
  const preflight = valueIn(inputs.preflight.report);
  const evaluated = valueIn(inputs.eval.report);
  const watched = valueIn(inputs.watch.report);
  const last = watched === null ? null : valueIn(last_iteration.report);
  const unread = ROI_INPUTS.flatMap((name) => unreadOf(name, inputs[name].report));
  const found = [...unread, ...[preflight, evaluated, watched].map((report) => textOf(report?.top_blocker))].find(isText) ?? null;
  const misses_loss = [evaluated, last].some((report) => textsOf(objectOf(report?.signals)?.notes).includes('loss_missing'));
  const is_loss_blocking = misses_loss && found === null && watched?.proposed_total === 0;
  const top_blocker = is_loss_blocking ? 'loss_missing' : found;
  const read = [...ROI_INPUTS.map((name) => inputs[name]), last_iteration]
    .filter(({ report }) => report.ok)
    .map(({ path }) => path);
  return {
    schema_version: 'roi.v0',
    ...times,
    read_only: true,
    ingest_ok: unread.length === 0,
    ok: top_blocker === null,
    top_blocker,
    inputs: { preflight_path: inputs.preflight.path, eval_path: inputs.eval.path, watch_path: inputs.watch.path },
    environment: objectOf(evaluated?.environment) ?? objectOf(last?.environment),
    preflight_visibility: preflight === null ? null : visibility(preflight),
    watch_summary: watched === null ? null : watchSummary(watched),
    opportunity_hours_est: numberOf(last?.opportunity_hours_est),
    proposed_actions_count: numberOf(last?.proposed_actions_count) ?? numberOf(evaluated?.proposed_actions_count) ?? 0,
    notes: sortedByCodePoint(
      new Set([
        ...(misses_loss && !is_loss_blocking ? ['loss_missing'] : []),
        ...(watched === null || last_iteration.report.ok ? [] : [`last_iteration_report_${last_iteration.report.reason}`]),
        ...carriedSynthetic(evaluated, watched, last),
      ]),
    ),
    key_artifacts: sortedByCodePoint(new Set([...artifacts, ...read].filter(isText))),
  };
}

export type RoiReport = ReturnType<typeof roiReport>;

const isText = (value: string | null): value is string => value !== null;

function valueIn(report: ReadReport): JsonObject | null {
  return report.ok ? report.value : null;
}

function unreadOf(name: RoiInputName, report: ReadReport): string[] {
  return report.ok ? [] : [`${name}_${report.reason}`];
}

function visibility(preflight: JsonObject) {
  return {
    gpu_capacity_present: boolOf(preflight.gpu_capacity_present),
    device_plugin_present: boolOf(preflight.device_plugin_present) ?? boolOf(preflight.nvidia_device_plugin_present),
    deploy_gpu_request: numberOf(preflight.deploy_gpu_request),
    notes: sortedByCodePoint(textsOf(preflight.notes)),
  };
}

function watchSummary(watched: JsonObject) {
  return {
    duration_s: numberOf(watched.duration_s),
    iterations_done: numberOf(watched.iterations_done),
    interval_s: numberOf(watched.interval_s),
    proposed_total: numberOf(watched.proposed_total),
    applied_total: numberOf(watched.applied_total),
    blocked_total: numberOf(watched.blocked_total),
    last_iteration_out_dir: textOf(watched.last_iteration_out_dir),
  };
}

function carriedSynthetic(evaluated: JsonObject | null, watched: JsonObject | null, last: JsonObject | null): readonly string[] {
  const is_carried = [evaluated, watched].some((report) => listOf(report?.notes).includes('synthetic_data'));
  return is_carried ? ['synthetic_data'] : syntheticOf(last).note;
}
