import { compareCodePoints, type JsonObject, sha256Hex, sortedByCodePoint } from '@modekeeper/contracts';
import type { Assessment } from '@modekeeper/engine';
import { assessmentLines, assessmentOf, rollUpAssessment, syntheticOf } from '../report/assessment-of.ts';
import { boolOf, numberOf, objectOf, type ReadReport, textOf } from '../report/read-report.ts';
import type { Bundled } from './pick.ts';

export type BundleFile = {
  rel_path: string;
  sha256: string;
  size_bytes: number;
  schema_version: string | null;
  kind: string;
};

export type BundleInput = {
  /** ISO-8601, whole seconds. */
  created_at: string;
  tool_version: string;
  /** As the person gave it. */
  inputs_root: string;
  files: readonly BundleFile[];
  /** What was read of each report. */
  reports: Readonly<Record<Bundled, ReadReport>>;
  /** The report of the last iteration that `watch` names. */
  last_iteration: ReadReport;
  notes: readonly string[];
};

/** `bundle.v0`: what is in a bundle and what it shows. */
export type BundleManifest = {
  schema_version: 'bundle.v0';
  created_at: string;
  tool_version: string;
  run_id: string;
  inputs_root: string;
  metering: Metering;
  assessment: Assessment;
  environment: JsonObject | null;
  files: BundleFile[];
  notes: string[];
};

type Metering = {
  sample_count: number | null;
  watch: Record<(typeof WATCH_NUMBERS)[number], number | null>;
  roi: {
    opportunity_hours_est: number | null;
    proposed_actions_count: number | null;
    ok: boolean | null;
    top_blocker: string | null;
  };
};
const WATCH_NUMBERS = ['duration_s', 'iterations_done', 'proposed_total', 'blocked_total', 'applied_total'] as const;

export function bundleManifest(input: BundleInput): BundleManifest {
  const evaluated = reportValue(input.reports.eval);
  const watched = reportValue(input.reports.watch);
  const synthetic = syntheticOf(reportValue(input.reports.closed_loop));
  const files = [...input.files].sort((left, right) => compareCodePoints(left.rel_path, right.rel_path));
  const environment = environmentOf(input.reports.eval, input.last_iteration);
  return {
    schema_version: 'bundle.v0',
    created_at: input.created_at,
    tool_version: input.tool_version,
    run_id: runId(files),
    inputs_root: input.inputs_root,
    metering: metering(evaluated, watched, reportValue(input.reports.roi)),
    assessment: rollUpAssessment([assessmentOf(evaluated), assessmentOf(watched)], synthetic),
    environment: environment.value,
    files,
    notes: sortedByCodePoint(new Set([...input.notes, ...environment.notes, ...synthetic.note])),
  };
}

/** Identity of what was bundled: names and content, not the moment. */
export function runId(files: readonly { rel_path: string; sha256: string }[]): string {
  return sha256Hex(files.length === 0 ? 'no-files' : files.map(({ rel_path, sha256 }) => `${rel_path}:${sha256}`).join('\n'));
}

export function reportValue(report: ReadReport): JsonObject | null {
  return report.ok ? report.value : null;
}

function metering(evaluated: JsonObject | null, watched: JsonObject | null, roi: JsonObject | null): Metering {
  return {
    sample_count: numberOf(evaluated?.sample_count),
    watch: {
      duration_s: numberOf(watched?.duration_s),
      iterations_done: numberOf(watched?.iterations_done),
      proposed_total: numberOf(watched?.proposed_total),
      blocked_total: numberOf(watched?.blocked_total),
      applied_total: numberOf(watched?.applied_total),
    },
    roi: {
      opportunity_hours_est: numberOf(roi?.opportunity_hours_est),
      proposed_actions_count: numberOf(roi?.proposed_actions_count),
      ok: boolOf(roi?.ok),
      top_blocker: textOf(roi?.top_blocker),
    },
  };
}

/** The evaluation's, else the last iteration's with a note why. */
function environmentOf(evaluated: ReadReport, last: ReadReport): { value: JsonObject | null; notes: string[] } {
  const own = objectOf(reportValue(evaluated)?.environment);
  if (own !== null) return { value: own, notes: [] };
  const value = objectOf(reportValue(last)?.environment);
  const reason = evaluated.ok ? 'eval_environment_missing' : `eval_${evaluated.reason}`;
  return value === null ? { value, notes: [] } : { value, notes: [`environment_fallback_${reason}`] };
}

/** Lines of the bundle's summary, without its heading. `ok`: there is something in it. */
export function bundleSummary(manifest: BundleManifest, paths: { manifest: string; tar: string }): [string, unknown][] {
  const { assessment, files, inputs_root, metering: measured, notes } = manifest;
  const { ok, opportunity_hours_est, proposed_actions_count } = measured.roi;
  return [
    ['ok', isBundleOk(manifest)],
    ['inputs_root', inputs_root],
    ['files_count', files.length],
    ['sample_count', measured.sample_count],
    ...WATCH_NUMBERS.map((key): [string, unknown] => [`watch.${key}`, measured.watch[key]]),
    ...assessmentLines(assessment, true),
    ['roi.opportunity_hours_est', opportunity_hours_est],
    ['roi.proposed_actions_count', proposed_actions_count],
    ['roi.ok', ok],
    ['top_blocker', bundleBlocker(manifest)],
    ['notes', notes],
    ['manifest', paths.manifest],
    ['tar', paths.tar],
  ];
}

export function isBundleOk({ files }: Pick<BundleManifest, 'files'>): boolean {
  return files.length > 0;
}

/** What stands in the way, in the words of the value report; `no_files` when there was nothing to bundle. */
export function bundleBlocker(manifest: Pick<BundleManifest, 'files' | 'metering'>): string | null {
  return isBundleOk(manifest) ? manifest.metering.roi.top_blocker : 'no_files';
}
