import { describe, expect, it } from 'vitest';
import { proofMarkdown, proofMatrix, proofRow } from './matrix.ts';

const REPORT = {
  assessment_result_class: 'signal_found',
  coverage_ok: true,
  sample_count: 60,
  window_s: 59,
  sources_seen: ['metrics_window', 'synthetic_telemetry'],
  evidence_quality: 'medium',
  insufficient_evidence_reasons: [],
  signal_count: 1,
  actionable_proposal_count: 2,
  k8s_plan_items: 1,
  signals: { drift: true, burst: false, straggler: false, gpu_saturated: false, notes: ['loss_drift'] },
  proposed: [{ knob: 'microbatch_size' }, { knob: 'grad_accum_steps' }],
};
const failed = (over: object) => proofRow('replica_overprovisioning', { ...REPORT, ...over }, 'x').failed_checks;

describe('proof matrix', () => {
  it('a run that found what it should passes every check', () => {
    expect(proofRow('replica_overprovisioning', REPORT, 'x')).toEqual({
      scenario: 'replica_overprovisioning',
      passed: true,
      failed_checks: [],
      assessment_result_class: 'signal_found',
      signal_count: 1,
      actionable_proposal_count: 2,
      k8s_plan_items: 1,
      signals: { drift: true, burst: false, straggler: false, noise: null },
      notes: ['loss_drift'],
      action_knobs: ['grad_accum_steps', 'microbatch_size'],
      out_dir: 'x',
    });
  });

  it('each check fails by itself, and by name', () => {
    const { signals } = REPORT;
    expect(failed({ assessment_result_class: 'no_actionable_signal' })).toEqual(['assessment_signal_found']);
    expect(failed({ coverage_ok: false })).toEqual(['coverage_ok']);
    expect(failed({ insufficient_evidence_reasons: ['synthetic_data'] })).toEqual(['insufficient_evidence_empty']);
    expect(failed({ signal_count: 0 })).toEqual(['signal_count_positive']);
    expect(failed({ actionable_proposal_count: 0 })).toEqual(['actionable_proposals_positive']);
    expect(failed({ k8s_plan_items: 0 })).toEqual(['k8s_plan_items_positive']);
    expect(failed({ signals: { ...signals, straggler: true } })).toEqual(['signal_flags_match']);
    expect(failed({ signals: { ...signals, notes: [] } })).toEqual(['expected_note_present']);
    expect(failed({ proposed: [...REPORT.proposed, { knob: 'concurrency' }] })).toEqual(['action_knobs_match']);
  });

  it('without a report nothing passes, and the counts say so', () => {
    const row = proofRow('cpu_pressure', null, 'x');
    expect(row.failed_checks).toHaveLength(9);
    const rows = [proofRow('replica_overprovisioning', REPORT, 'x'), row];
    expect(proofMatrix(rows)).toMatchObject({ passed_count: 1, failed_count: 1, all_passed: false });
    expect(proofMarkdown(rows)).toContain('| cpu_pressure | failed |');
  });
});
