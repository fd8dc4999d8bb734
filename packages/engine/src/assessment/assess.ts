import { SIGNAL_NAMES, type Signals, sortedByCodePoint } from '@modekeeper/contracts';

/** The nine assessment fields (contract page `signals`): what may be said, and on what evidence. */
export type Assessment = {
  assessment_result_class: 'insufficient_evidence' | 'signal_found' | 'no_actionable_signal';
  coverage_ok: boolean;
  sample_count: number;
  /** Seconds, whole or with three decimals. */
  window_s: number;
  sources_seen: string[];
  evidence_quality: 'low' | 'medium' | 'high';
  insufficient_evidence_reasons: string[];
  signal_count: number;
  actionable_proposal_count: number;
};

/** Where samples came from, as reports name it. */
export type SampleOrigin = 'file' | 'k8s' | 'synthetic' | 'prometheus';

const SOURCES: Record<SampleOrigin, readonly string[]> = {
  file: ['file_telemetry', 'metrics_window'],
  k8s: ['k8s_telemetry', 'kube_object_context', 'metrics_window'],
  synthetic: ['metrics_window', 'synthetic_telemetry'],
  prometheus: ['prometheus_telemetry', 'metrics_window'],
};

/** Families of evidence that samples of an origin bring; `has_gpu`: one of them has a GPU value. */
export function sourcesSeen(origin: SampleOrigin, has_gpu: boolean): string[] {
  return sortedByCodePoint([...SOURCES[origin], ...(has_gpu ? ['gpu_telemetry_allocation'] : [])]);
}

/** Whole seconds as an integer, else three decimals; 0 for fewer than two samples or no span. `span_ms` = latest less earliest. */
export function windowSeconds(sample_count: number, span_ms: number): number {
  return sample_count < 2 || span_ms <= 0 ? 0 : span_ms / 1_000;
}

/** What is measured of a window; the rest follows. */
export type AssessmentFacts = {
  sample_count: number;
  window_s: number;
  sources_seen: readonly string[];
  signals: Signals;
  proposals: number;
  /** Synthetic data whose scenario nobody chose: adds that reason (the synthetic roll-up rule). */
  synthetic_default?: boolean;
};

/** The block for facts. Insufficient evidence wins even when signals are active; loss is never required. */
export function assess(facts: AssessmentFacts): Assessment {
  const { proposals, sample_count, signals, window_s } = facts;
  const active = SIGNAL_NAMES.filter((name) => signals[name]).length;
  return judge({
    sample_count,
    window_s,
    sources_seen: sortedByCodePoint(new Set(facts.sources_seen)),
    signal_count: active === 0 && signals.incident ? 1 : active,
    actionable_proposal_count: proposals,
    reasons: measuredReasons(facts),
  });
}

/** The same block with the reason `synthetic_data` added; class, coverage and quality follow. */
export function markSynthetic(block: Assessment): Assessment {
  return judge({ ...block, reasons: [...block.insufficient_evidence_reasons, 'synthetic_data'] });
}

/** What a roll-up builds when its input has no block: zeros, empty sources, the three measured reasons. */
export const EMPTY_ASSESSMENT: Assessment = judge({
  sample_count: 0,
  window_s: 0,
  sources_seen: [],
  signal_count: 0,
  actionable_proposal_count: 0,
  reasons: ['missing_metrics_window', 'missing_required_evidence_family:metrics_window', 'sample_count_too_low'],
});

/** The nine fields alone, in the contract's order, of a report that holds more. */
export function assessmentFields(report: Assessment): Assessment {
  const { actionable_proposal_count, assessment_result_class, coverage_ok, evidence_quality, signal_count } = report;
  const { insufficient_evidence_reasons, sample_count, sources_seen, window_s } = report;
  return {
    assessment_result_class,
    coverage_ok,
    sample_count,
    window_s,
    sources_seen,
    evidence_quality,
    insufficient_evidence_reasons,
    signal_count,
    actionable_proposal_count,
  };
}

function measuredReasons({ sample_count, sources_seen, synthetic_default, window_s }: AssessmentFacts): string[] {
  return [
    ...(window_s <= 0 ? ['missing_metrics_window'] : []),
    ...(sources_seen.includes('metrics_window') ? [] : ['missing_required_evidence_family:metrics_window']),
    ...(sample_count < 3 ? ['sample_count_too_low'] : []),
    ...(synthetic_default ? ['synthetic_data'] : []),
  ];
}

type Measured = Pick<Assessment, 'sample_count' | 'window_s' | 'sources_seen' | 'signal_count' | 'actionable_proposal_count'> & {
  reasons: readonly string[];
};

function judge({ actionable_proposal_count, reasons, sample_count, signal_count, sources_seen, window_s }: Measured): Assessment {
  const insufficient_evidence_reasons = sortedByCodePoint(new Set(reasons));
  const coverage_ok = insufficient_evidence_reasons.length === 0;
  const found = signal_count > 0 || actionable_proposal_count > 0;
  const quality = sample_count >= 12 && window_s >= 60 ? 'high' : 'medium';
  return {
    assessment_result_class: coverage_ok ? (found ? 'signal_found' : 'no_actionable_signal') : 'insufficient_evidence',
    coverage_ok,
    sample_count,
    window_s,
    sources_seen,
    evidence_quality: coverage_ok ? quality : 'low',
    insufficient_evidence_reasons,
    signal_count,
    actionable_proposal_count,
  };
}
