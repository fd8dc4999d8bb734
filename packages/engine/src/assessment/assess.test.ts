import type { Signals } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { type AssessmentFacts, assess, EMPTY_ASSESSMENT, markSynthetic, windowSeconds } from './assess.ts';

const QUIET: Signals = {
  drift: false,
  burst: false,
  straggler: false,
  gpu_saturated: false,
  incident: false,
  stable: true,
  notes: [],
};
const facts = (over: Partial<AssessmentFacts> = {}): AssessmentFacts => ({
  sample_count: 60,
  window_s: 60,
  sources_seen: ['metrics_window', 'file_telemetry'],
  signals: QUIET,
  proposals: 0,
  ...over,
});

describe('assess', () => {
  it('finds nothing, or a signal, only on sufficient evidence', () => {
    expect(assess(facts())).toMatchObject({
      assessment_result_class: 'no_actionable_signal',
      coverage_ok: true,
      evidence_quality: 'high',
    });
    const burst = assess(facts({ signals: { ...QUIET, burst: true, incident: true }, proposals: 2 }));
    expect(burst).toMatchObject({ assessment_result_class: 'signal_found', signal_count: 1, actionable_proposal_count: 2 });
    const thin = assess(
      facts({ sample_count: 2, window_s: 0, sources_seen: [], signals: { ...QUIET, burst: true, incident: true } }),
    );
    expect(thin).toMatchObject({
      assessment_result_class: 'insufficient_evidence',
      evidence_quality: 'low',
      signal_count: 1,
      insufficient_evidence_reasons: [
        'missing_metrics_window',
        'missing_required_evidence_family:metrics_window',
        'sample_count_too_low',
      ],
    });
  });

  it.each([
    [12, 60, 'high'],
    [11, 60, 'medium'],
    [12, 59.999, 'medium'],
  ])('%d samples over %d s are evidence of quality %s', (sample_count, window_s, quality) => {
    expect(assess(facts({ sample_count, window_s })).evidence_quality).toBe(quality);
  });

  it('counts an incident without a base signal as one', () => {
    expect(assess(facts({ signals: { ...QUIET, incident: true } })).signal_count).toBe(1);
  });

  it('sorts and unites the sources', () => {
    expect(assess(facts({ sources_seen: ['z', 'metrics_window', 'z'] })).sources_seen).toEqual(['metrics_window', 'z']);
  });
});

describe('markSynthetic', () => {
  it('turns whatever was found into insufficient evidence, once', () => {
    const marked = markSynthetic(markSynthetic(assess(facts({ signals: { ...QUIET, drift: true, incident: true } }))));
    expect(marked).toMatchObject({
      assessment_result_class: 'insufficient_evidence',
      coverage_ok: false,
      evidence_quality: 'low',
      insufficient_evidence_reasons: ['synthetic_data'],
      signal_count: 1,
    });
  });
});

describe('windowSeconds', () => {
  it.each([
    [1, 5_000, 0],
    [2, 0, 0],
    [2, -5, 0],
    [2, 59_000, 59],
    [2, 59_500, 59.5],
    [2, 1, 0.001],
  ])('%d samples spanning %d ms are %d s', (count, span_ms, seconds) => {
    expect(windowSeconds(count, span_ms)).toBe(seconds);
  });
});

describe('EMPTY_ASSESSMENT', () => {
  it('claims nothing', () => {
    expect(EMPTY_ASSESSMENT).toMatchObject({ sample_count: 0, coverage_ok: false, evidence_quality: 'low', sources_seen: [] });
  });
});
