import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReport } from '../report/read-report.ts';
import { evalRollUp } from './eval.ts';
import type { RollUpInput, RollUpInputs } from './inputs.ts';
import { preflightRollUp } from './preflight.ts';
import { watchRollUp } from './watch.ts';

const TIMES = { started_at: '2026-01-02T03:04:05Z', finished_at: '2026-01-02T03:04:06Z', duration_s: 1 };
const found = (path: string, value: unknown): RollUpInput => ({ path, report: readReport(Buffer.from(JSON.stringify(value))) });
const missing: RollUpInput = { path: null, report: readReport(null) };
const broken: RollUpInput = { path: '/r/x.json', report: readReport(Buffer.from('{')) };
const BLOCK = {
  assessment_result_class: 'signal_found',
  coverage_ok: true,
  sample_count: 60,
  window_s: 59,
  sources_seen: ['metrics_window'],
  evidence_quality: 'medium',
  insufficient_evidence_reasons: [],
  signal_count: 1,
  actionable_proposal_count: 2,
};
const PLAN = {
  ...BLOCK,
  source: 'file',
  synthetic_default: false,
  signals: { drift: true, notes: ['loss_drift'] },
  environment: { unstable: false },
  proposed: [{}, {}],
  proposed_actions_count: 2,
  blocked_reasons: { cooldown: 1, dry_run: 2 },
  applied_reasons: {},
  dry_run: true,
  k8s_namespace: 'train',
  k8s_deployment: 'llm',
};
const plan = (over: object = {}) => found('/r/plan/closed_loop_latest.json', { ...PLAN, ...over });
const verify = (over: object = {}) =>
  found('/r/v/k8s_verify_latest.json', { ok: true, verify_blocker: null, mode: 'plan_only', ...over });
const DENIED = {
  ok: false,
  verify_blocker: { kind: 'rbac_denied' },
  diagnostics: { auth_can_i_get_deployments: true, auth_can_i_patch_deployments: false },
};
const SEVERAL = {
  auth_can_i_get_deployments: null,
  auth_can_i_patch_deployments: null,
  auth_can_i_get_deployments_by_namespace: { a: true, b: true },
  auth_can_i_patch_deployments_by_namespace: { a: false, b: false },
};
const inputs = (over: Partial<RollUpInputs> = {}): RollUpInputs => ({
  inputs_root: '/r',
  plan: plan(),
  verify: verify(),
  ...over,
});
const preflight = (over: Partial<RollUpInputs> = {}) => preflightRollUp(inputs(over), TIMES, ['out/preflight_latest.json']);
const evaluated = (over: Partial<RollUpInputs> = {}) => evalRollUp(inputs(over), TIMES, ['out/eval_latest.json']);
const watched = (over: Partial<RollUpInputs> = {}) =>
  watchRollUp(inputs(over), TIMES, 60, {
    watch_latest_path: 'out/watch_latest.json',
    watch_summary_path: 'out/watch_summary.md',
    last_iteration_explain_path: null,
    last_iteration_out_dir: '/r/plan',
  });

describe('preflightRollUp', () => {
  it('of a plan that verifies is ok', () => {
    expect(preflight()).toEqual({
      schema_version: 'preflight.v0',
      ...TIMES,
      read_only: true,
      inputs_root: '/r',
      ok: true,
      top_blocker: null,
      notes: [],
      k8s_namespace: 'train',
      k8s_deployment: 'llm',
      verify_ok: true,
      verify_report_path: '/r/v/k8s_verify_latest.json',
      plan_report_path: '/r/plan/closed_loop_latest.json',
      key_artifacts: ['/r/plan/closed_loop_latest.json', '/r/v/k8s_verify_latest.json', 'out/preflight_latest.json'],
    });
  });

  it.each([
    [verify({ ok: false, verify_blocker: { kind: 'kubectl_missing' } }), false, 'kubectl_missing', false, []],
    [verify({ ok: false }), false, 'verify_not_ok', false, []],
    [missing, false, 'verify_not_ok', null, ['missing_k8s_verify_latest']],
    [broken, false, 'verify_not_ok', null, ['invalid_k8s_verify_latest']],
    [verify(DENIED), true, null, null, ['verify_read_only_patch_not_permitted']],
    [verify({ ...DENIED, diagnostics: SEVERAL }), true, null, null, ['verify_read_only_patch_not_permitted']],
    [verify({ ...DENIED, mode: 'apply' }), false, 'rbac_denied', false, []],
    [verify({ ...DENIED, diagnostics: { auth_can_i_get_deployments: false } }), false, 'rbac_denied', false, []],
    [verify({ ...DENIED, diagnostics: {} }), false, 'rbac_denied', false, []],
  ])('of verify case %# says ok %s, blocker %s', (report, ok, top_blocker, verify_ok, notes) => {
    expect(preflight({ verify: report })).toMatchObject({ ok, top_blocker, verify_ok, notes });
  });

  it('notes in the order in which things were read', () => {
    expect(preflight({ plan: missing, verify: verify(DENIED) }).notes).toEqual([
      'missing_closed_loop_latest',
      'verify_read_only_patch_not_permitted',
    ]);
    expect(preflight({ plan: plan({ source: 'synthetic' }), verify: missing }).notes).toEqual([
      'missing_k8s_verify_latest',
      'synthetic_data',
    ]);
  });
});

describe('evalRollUp', () => {
  it('copies what the plan report shows', () => {
    expect(evaluated()).toMatchObject({
      ...BLOCK,
      schema_version: 'eval.v0',
      source: 'inputs_root',
      ok: true,
      top_blocker: null,
      verify_ok: true,
      signals: PLAN.signals,
      environment: PLAN.environment,
      proposed_actions_count: 2,
      notes: [],
      artifacts: { plan_report_path: '/r/plan/closed_loop_latest.json', verify_report_path: '/r/v/k8s_verify_latest.json' },
    });
  });

  it('is ok without a verify report, and says that there is none', () => {
    expect(evaluated({ verify: missing })).toMatchObject({ ok: true, verify_ok: null, notes: ['missing_k8s_verify_latest'] });
  });

  it('of nothing is not ok and claims nothing', () => {
    expect(evaluated({ plan: missing, verify: missing })).toMatchObject({
      ok: false,
      sample_count: 0,
      evidence_quality: 'low',
      proposed_actions_count: 0,
      notes: ['environment_missing', 'missing_closed_loop_latest', 'missing_k8s_verify_latest', 'signals_missing'],
    });
  });

  it.each([
    [true, 'insufficient_evidence', ['synthetic_data']],
    [false, 'signal_found', []],
  ])('of synthetic data, chosen by nobody: %s, finds %s', (synthetic_default, found_class, reasons) => {
    const report = evaluated({ plan: plan({ source: 'synthetic', synthetic_default }) });
    expect(report).toMatchObject({
      assessment_result_class: found_class,
      insufficient_evidence_reasons: reasons,
      notes: ['synthetic_data'],
    });
  });
});

describe('watchRollUp', () => {
  it('counts the plan report as one iteration', () => {
    expect(watched({ plan: plan({ verify_ok: false }) })).toMatchObject({
      ...BLOCK,
      schema_version: 'v0',
      duration_s: 60,
      interval_s: 60,
      max_iterations: 1,
      iterations_done: 1,
      proposed_total: 2,
      blocked_total: 3,
      applied_total: 0,
      dry_run_total: 1,
      verify_failed_total: 1,
      apply_attempted_total: 0,
      ok: true,
      top_blocker: null,
      notes: [],
      artifact_paths: { last_iteration_report_path: '/r/plan/closed_loop_latest.json' },
    });
  });

  it.each([
    [missing, 'missing_closed_loop_latest'],
    [broken, 'invalid_closed_loop_latest'],
  ])('without a plan report that can be read did nothing: %#', (report, top_blocker) => {
    expect(watched({ plan: report })).toMatchObject({
      ok: false,
      top_blocker,
      notes: [top_blocker],
      iterations_done: 0,
      dry_run_total: 0,
    });
  });
});

describe('every roll-up', () => {
  it('is made of whatever the reports hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(PLAN)), (value, key) => {
        const odd = { plan: plan({ [key]: value }), verify: verify({ verify_blocker: value, diagnostics: value, ok: value }) };
        expect([preflight(odd).read_only, evaluated(odd).read_only, watched(odd).read_only]).toEqual([true, true, true]);
      }),
    );
  });
});
