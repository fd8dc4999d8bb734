import { compareCodePoints } from '@modekeeper/contracts';
import type { Assessment, Environment } from '@modekeeper/engine';
import { assessmentLines } from '@modekeeper/evidence';
import type { SummaryValue } from '../../cli/io.ts';
import { bulletLines, keyLine } from '../../io/summary.ts';

/** What summaries show of an eval report. */
export type EvalReport = Assessment & {
  started_at: string;
  finished_at: string;
  duration_s: number;
  source: string;
  verify_ok: boolean | null;
  top_blocker: string | null;
  environment: Environment;
  proposed_actions_count: number;
  key_artifacts: readonly string[];
  artifacts: Readonly<Record<string, string | null>> & { eval_latest_path: string; eval_summary_path: string };
};

/** Text of eval_summary.md (contract page `evidence`, "eval.v0, variant A"). */
export function evalSummary(report: EvalReport): string {
  const { environment } = report;
  const head: [string, unknown][] = [
    ['started_at', report.started_at],
    ['finished_at', report.finished_at],
    ['duration_s', report.duration_s],
    ['source', report.source],
    ['read_only', true],
    ['verify_ok', report.verify_ok ?? 'n/a'],
    ['top_blocker', report.top_blocker],
    ['environment.unstable', environment.unstable],
    ['environment.nodes_seen', environment.nodes_seen],
    ['environment.gpu_models_seen', environment.gpu_models_seen],
    ...assessmentLines(report),
    ['proposed_actions_count', report.proposed_actions_count],
  ];
  const artifacts = Object.entries(report.artifacts)
    .map(([key, path]): [string, unknown] => [`artifact.${key}`, path])
    .sort(([left], [right]) => compareCodePoints(left, right));
  const lines = [...head.map(keyLine), ...bulletLines('key_artifacts', report.key_artifacts), ...artifacts.map(keyLine)];
  return `${lines.join('\n')}\n`;
}

/** The stdout line; the order of its keys is contract. */
export function evalStdout(report: EvalReport): [string, SummaryValue][] {
  const { environment } = report;
  return [
    ['verify_ok', report.verify_ok],
    ['top_blocker', report.top_blocker],
    ['unstable', environment.unstable],
    ['nodes_seen', environment.nodes_seen.length],
    ['gpu_models_seen', environment.gpu_models_seen.length],
    ['assessment_result_class', report.assessment_result_class],
    ['sample_count', report.sample_count],
    ['window_s', report.window_s],
    ['signal_count', report.signal_count],
    ['actionable_proposal_count', report.actionable_proposal_count],
    ['proposed_actions_count', report.proposed_actions_count],
    ['eval', report.artifacts.eval_latest_path],
    ['summary', report.artifacts.eval_summary_path],
  ];
}
