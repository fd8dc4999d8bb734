import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReport } from '../report/read-report.ts';
import { lastIterationPath } from './last-iteration.ts';
import { type BundleInput, bundleManifest, bundleSummary, runId } from './manifest.ts';

const report = (value: unknown) => readReport(Buffer.from(JSON.stringify(value)));
const MISSING = readReport(null);
const BLOCK = {
  assessment_result_class: 'signal_found',
  coverage_ok: true,
  sample_count: 60,
  window_s: 59.5,
  sources_seen: ['metrics_window'],
  evidence_quality: 'medium',
  insufficient_evidence_reasons: [],
  signal_count: 1,
  actionable_proposal_count: 2,
};
const input = (over: Partial<BundleInput['reports']> = {}, rest: Partial<BundleInput> = {}): BundleInput => ({
  created_at: '2026-01-02T03:04:05Z',
  tool_version: '1.2.3',
  inputs_root: 'report',
  files: [],
  reports: {
    closed_loop: MISSING,
    k8s_verify: MISSING,
    preflight: MISSING,
    eval: MISSING,
    watch: MISSING,
    roi: MISSING,
    ...over,
  },
  last_iteration: MISSING,
  notes: [],
  ...rest,
});

describe('bundleManifest', () => {
  const file = (rel_path: string) => ({ rel_path, sha256: 'a'.repeat(64), size_bytes: 1, schema_version: null, kind: 'other' });

  it('of nothing claims nothing', () => {
    const manifest = bundleManifest(input());
    expect(manifest).toMatchObject({
      run_id: runId([]),
      environment: null,
      files: [],
      metering: { sample_count: null, watch: { applied_total: null }, roi: { ok: null } },
      assessment: { assessment_result_class: 'insufficient_evidence', sample_count: 0 },
    });
    expect(Object.fromEntries(bundleSummary(manifest, { manifest: 'm', tar: 't' }))).toMatchObject({
      ok: false,
      top_blocker: 'no_files',
    });
  });

  it('has a run id of names and content in order, whatever the moment and the order given', () => {
    const files = [file('b'), file('a')];
    const early = bundleManifest(input({}, { files }));
    const late = bundleManifest(input({}, { files: [...files].reverse(), created_at: '2027-01-01T00:00:00Z' }));
    expect(early.run_id).toBe(late.run_id);
    expect(early.files.map(({ rel_path }) => rel_path)).toEqual(['a', 'b']);
    expect(runId([file('a')])).not.toBe(early.run_id);
  });

  it('meters from evaluation, watch and value report', () => {
    const { metering } = bundleManifest(
      input({
        eval: report({ sample_count: 60 }),
        watch: report({ duration_s: 9, iterations_done: 3, proposed_total: 4, blocked_total: 1, applied_total: 0 }),
        roi: report({ opportunity_hours_est: 0.25, proposed_actions_count: 2, ok: false, top_blocker: 'kubectl_missing' }),
      }),
    );
    expect(metering).toEqual({
      sample_count: 60,
      watch: { duration_s: 9, iterations_done: 3, proposed_total: 4, blocked_total: 1, applied_total: 0 },
      roi: { opportunity_hours_est: 0.25, proposed_actions_count: 2, ok: false, top_blocker: 'kubectl_missing' },
    });
  });

  it.each([
    [{ eval: report(BLOCK), watch: report({ ...BLOCK, sample_count: 1 }) }, 60],
    [{ eval: report({}), watch: report({ ...BLOCK, sample_count: 7 }) }, 7],
    [{}, 0],
  ])('takes the assessment of the evaluation, else of the watch, else builds one', (reports, sample_count) => {
    expect(bundleManifest(input(reports)).assessment.sample_count).toBe(sample_count);
  });

  it.each([
    [{ source: 'synthetic', synthetic_default: true }, ['synthetic_data'], 'insufficient_evidence'],
    [{ source: 'synthetic', synthetic_default: false }, ['synthetic_data'], 'signal_found'],
    [{ source: 'file', synthetic_default: false }, [], 'signal_found'],
  ])('of a plan from %j says %j and %s', (plan, notes, found) => {
    const manifest = bundleManifest(input({ closed_loop: report(plan), eval: report({ ...BLOCK, environment: {} }) }));
    expect([manifest.notes, manifest.assessment.assessment_result_class]).toEqual([notes, found]);
  });

  it.each([
    [report({ environment: { nodes_seen: 1 } }), { nodes_seen: 1 }, []],
    [report({}), { nodes_seen: 2 }, ['environment_fallback_eval_environment_missing']],
    [MISSING, { nodes_seen: 2 }, ['environment_fallback_eval_missing_file']],
    [readReport(Buffer.from('{')), { nodes_seen: 2 }, ['environment_fallback_eval_invalid_json']],
  ])('takes the environment of the evaluation, else of the last iteration and says so', (evaluated, environment, notes) => {
    const manifest = bundleManifest(input({ eval: evaluated }, { last_iteration: report({ environment: { nodes_seen: 2 } }) }));
    expect([manifest.environment, manifest.notes]).toEqual([environment, notes]);
  });

  it('summarises in the order of the contract', () => {
    const keys = bundleSummary(bundleManifest(input()), { manifest: 'm', tar: 't' }).map(([key]) => key);
    expect(keys.join(' ')).toBe(
      'ok inputs_root files_count sample_count watch.duration_s watch.iterations_done watch.proposed_total watch.blocked_total watch.applied_total ' +
        'assessment_result_class coverage_ok assessment.sample_count assessment.window_s assessment.sources_seen assessment.evidence_quality ' +
        'assessment.insufficient_evidence_reasons assessment.signal_count assessment.actionable_proposal_count ' +
        'roi.opportunity_hours_est roi.proposed_actions_count roi.ok top_blocker notes manifest tar',
    );
  });

  it('makes a manifest of whatever the reports hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.uint8Array(), (value, bytes) => {
        const odd = report({ ...BLOCK, environment: value, window_s: value, ok: value, source: value });
        const manifest = bundleManifest(
          input({ eval: odd, roi: odd, closed_loop: readReport(bytes) }, { last_iteration: readReport(bytes) }),
        );
        expect(manifest.schema_version).toBe('bundle.v0');
      }),
    );
  });
});

describe('lastIterationPath', () => {
  it.each([
    [{ last_iteration_report_path: 'a', artifact_paths: { last_iteration_report_path: 'b' } }, 'a'],
    [{ artifact_paths: { last_iteration_report_path: 'b' } }, 'b'],
    [{ artifact_paths: [] }, null],
    [null, null],
  ])('of %j is %s', (watch, path) => {
    expect(lastIterationPath(watch)).toBe(path);
  });
});
