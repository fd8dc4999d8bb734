import type { JsonObject } from '@modekeeper/contracts';
import { type Assessment, assessmentFields, EMPTY_ASSESSMENT, markSynthetic } from '@modekeeper/engine';
import { boolOf, numberOf, textOf, textsOf } from './read-report.ts';

const CLASSES = ['insufficient_evidence', 'signal_found', 'no_actionable_signal'] as const;
const QUALITIES = ['low', 'medium', 'high'] as const;

/** The nine assessment fields of a report, or null when it has none that are whole. */
export function assessmentOf(report: JsonObject | null): Assessment | null {
  if (report === null) return null;
  const assessment_result_class = CLASSES.find((one) => one === report.assessment_result_class);
  const evidence_quality = QUALITIES.find((one) => one === report.evidence_quality);
  const coverage_ok = boolOf(report.coverage_ok);
  const sample_count = numberOf(report.sample_count);
  const window_s = numberOf(report.window_s);
  if (assessment_result_class === undefined || evidence_quality === undefined) return null;
  if (coverage_ok === null || sample_count === null || window_s === null) return null;
  return {
    assessment_result_class,
    coverage_ok,
    sample_count,
    window_s,
    sources_seen: textsOf(report.sources_seen),
    evidence_quality,
    insufficient_evidence_reasons: textsOf(report.insufficient_evidence_reasons),
    signal_count: numberOf(report.signal_count) ?? 0,
    actionable_proposal_count: numberOf(report.actionable_proposal_count) ?? 0,
  };
}

/** What the synthetic roll-up rule (contract page `signals`) says of a closed-loop report. */
export type Synthetic = { note: readonly 'synthetic_data'[]; is_default: boolean };

export function syntheticOf(plan: JsonObject | null): Synthetic {
  const is_default = plan?.synthetic_default === true;
  return { note: is_default || textOf(plan?.source) === 'synthetic' ? ['synthetic_data'] : [], is_default };
}

/** The first block there is, else one that claims nothing; data that nobody chose to make up is no evidence. */
export function rollUpAssessment(blocks: readonly (Assessment | null)[], synthetic: Synthetic): Assessment {
  const block = blocks.find((one) => one !== null) ?? EMPTY_ASSESSMENT;
  return synthetic.is_default ? markSynthetic(block) : block;
}

/** The assessment lines of summaries, in the contract's order; `prefixed` puts `assessment.` before all but the first two. */
export function assessmentLines(block: Assessment, prefixed = false): [string, unknown][] {
  const bare = ['assessment_result_class', 'coverage_ok'];
  return Object.entries(assessmentFields(block)).map(([key, value]) => [
    prefixed && !bare.includes(key) ? `assessment.${key}` : key,
    value,
  ]);
}
