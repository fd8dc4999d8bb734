import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

type Report = Record<string, unknown>;

const mk = await packedMk();
const run = (out: string, flags: readonly string[]) => mk.run(['closed-loop', 'run', '--out', out, ...flags]);
const report = (out: string) => mk.json<Report>(`${out}/closed_loop_latest.json`);
const jsonl = (path: string) =>
  mk
    .text(path)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown> & { event: string; payload: Record<string, unknown> });
const RETUNE = { reason: 'drift_detected', chord: 'DRIFT-RETUNE' };
const PROPOSED = [
  { knob: 'grad_accum_steps', target: 8, ...RETUNE },
  { knob: 'microbatch_size', target: 32, ...RETUNE },
];
const DRIFT = { drift: true, burst: false, straggler: false, gpu_saturated: false, incident: true, notes: ['loss_drift'] };
const knobs = { 'modekeeper/knob.grad_accum_steps': '8', 'modekeeper/knob.microbatch_size': '32' };

describe('mk closed-loop run, dry', () => {
  it('writes every artifact of the contract and nothing else, the report field by field', async () => {
    const { code, stderr, stdout } = await run('d', ['--k8s-namespace', 'train', '--k8s-deployment', 'llm']);
    expect([code, stdout, stderr]).toEqual([0, '', '']);
    const names = readdirSync(join(mk.folder, 'd')).sort();
    expect(names.filter((name) => !/^closed_loop_\d{8}_\d{6}\.json$/.test(name))).toEqual([
      'closed_loop_latest.json',
      'decision_trace_latest.jsonl',
      'explain.jsonl',
      'k8s_plan.json',
      'k8s_plan.kubectl.sh',
      'policy_bundle_latest.json',
      'summary.md',
    ]);
    const twin = names.find((name) => /^closed_loop_\d/.test(name));
    expect(mk.text(`d/${twin}`)).toBe(mk.text('d/closed_loop_latest.json'));
    expect(report('d')).toEqual({
      schema_version: 'v0',
      started_at: expect.stringMatching(/Z$/),
      finished_at: expect.stringMatching(/Z$/),
      duration_s: expect.any(Number),
      out_dir: 'd',
      mode: 'CLOSED_LOOP',
      apply_requested: false,
      dry_run: true,
      policy: 'chord',
      detector: 'heuristic_v1',
      source: 'synthetic',
      scenario: 'drift',
      synthetic_default: true,
      signals: { ...DRIFT, stable: false },
      telemetry: { sample_count: 60, points: expect.any(Array) },
      environment: { nodes_seen: [], gpu_models_seen: [], unstable: false, notes: [] },
      proposed: PROPOSED,
      proposed_actions_count: 2,
      // One signal over 59 s: 59 / 3600 * 0.05 hours.
      opportunity_hours_est: 0.000819,
      opportunity_tokens_est: expect.any(Number),
      opportunity_usd_est: 0,
      opportunity_assumptions: expect.objectContaining({ active_signals: ['drift'], baseline_window_s: 59 }),
      value_summary: expect.objectContaining({ schema_version: 'value_summary.v0', opportunity_hours_est: 0.000819 }),
      results: PROPOSED.map((action) => ({ action, applied: false, blocked: false, reason: 'dry_run', dry_run: true })),
      applied: [],
      k8s_plan_path: 'd/k8s_plan.json',
      k8s_kubectl_plan_path: 'd/k8s_plan.kubectl.sh',
      k8s_plan_items: 1,
      k8s_namespace: 'train',
      k8s_deployment: 'llm',
      apply_attempted: false,
      apply_ok: null,
      k8s_apply_rc: null,
      decision_summary: expect.any(Array),
      kill_switch_active: false,
      kill_switch_signal: null,
      paid_enabled: false,
      license_path: null,
      license_ok: null,
      license_reason: null,
      license_expires_at: null,
      entitlements_summary: null,
      internal_override: null,
      passport_id: null,
      verify_ok: null,
      verify_blocker_kind: null,
      verify_rbac_hint: null,
      k8s_verify_report_path: null,
      k8s_apply_report_path: null,
      verify_after_apply_report_path: null,
      rollback_report_path: null,
      verify_after_apply_verdict: 'not_run',
      rollback_verdict: 'not_run',
      apply_blocked_reason: null,
      apply_decision_summary: 'apply not requested (dry-run)',
      status: 'ok',
      blocked_reasons: {},
      applied_reasons: {},
      observe_record_raw_path: null,
      observe_record_raw_lines_written: null,
      safety_cooldown_s: 30,
      safety_max_delta_per_step: 0,
      audit_trace: { path: 'decision_trace_latest.jsonl', schema_version: 'decision_trace_event.v0' },
      assessment_result_class: 'signal_found',
      coverage_ok: true,
      sample_count: 60,
      window_s: 59,
      sources_seen: ['metrics_window', 'synthetic_telemetry'],
      evidence_quality: 'medium',
      insufficient_evidence_reasons: [],
      signal_count: 1,
      actionable_proposal_count: 2,
    });
  });

  it('writes plan, script, trace, policy bundle and summary as the contract says', async () => {
    await run('f', ['--k8s-namespace', 'train', '--k8s-deployment', 'llm', '--scenario', 'drift']);
    expect(report('f')).toMatchObject({ synthetic_default: false });
    expect(mk.json('f/k8s_plan.json')).toEqual([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'train',
        name: 'llm',
        reason: 'coalesced',
        patch: { metadata: { annotations: knobs }, spec: { template: { metadata: { annotations: knobs } } } },
      },
    ]);
    expect(statSync(join(mk.folder, 'f/k8s_plan.kubectl.sh')).mode & 0o777).toBe(0o755);
    expect(mk.text('f/k8s_plan.kubectl.sh')).toContain('kubectl -n train patch deployment/llm --type merge -p ');
    expect(jsonl('f/decision_trace_latest.jsonl')).toEqual([
      {
        schema_version: 'decision_trace_event.v0',
        tick: 0,
        mode: 'CLOSED_LOOP',
        signals: DRIFT,
        chord: { id: 'DRIFT-RETUNE' },
        actions: PROPOSED,
        results: {
          apply_requested: false,
          dry_run: true,
          apply_attempted: false,
          apply_ok: null,
          verify_ok: null,
          blocked_reason: null,
          kill_switch_active: false,
          kill_switch_signal: null,
          blocked_reasons: {},
        },
      },
    ]);
    expect(mk.json('f/policy_bundle_latest.json')).toEqual({
      schema_version: 'policy_bundle.v1',
      bundle_version: 1,
      created_at: expect.any(Number),
      mk_version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      provenance: {
        git_commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        git_dirty: expect.any(Boolean),
        host: expect.stringMatching(/^host-[0-9a-f]{12}$/),
      },
      policy: { id: 'chord', version: 'v1', params: {} },
      inputs: { passport_id: null, passport_sha256: null, chord_catalog_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      rollback: { mode: 'skeleton', from_verify_report: null, rollback_plan_path: null },
    });
    const summary = mk.text('f/summary.md').trimEnd().split('\n');
    expect(summary.map((line) => line.split(': ')[0])).toEqual([
      ...['started_at', 'finished_at', 'duration_s', 'mode', 'policy', 'apply_requested', 'dry_run'],
      ...['kill_switch_active', 'kill_switch_signal', 'paid_enabled', 'verify_ok'],
      ...['apply_decision_summary', 'apply_blocked_reason'],
      ...['assessment_result_class', 'coverage_ok', 'sample_count', 'window_s', 'sources_seen', 'evidence_quality'],
      ...['insufficient_evidence_reasons', 'signal_count', 'actionable_proposal_count'],
      ...['opportunity_hours_est', 'opportunity_tokens_est', 'opportunity_usd_est', 'opportunity_assumptions'],
      ...['k8s_plan_path', 'k8s_plan_items', 'k8s_kubectl_plan_path', 'k8s_namespace', 'k8s_deployment'],
      ...['k8s_verify_report_path', 'k8s_apply_report_path'],
      ...['proposed:', '- grad_accum_steps -> 8', '- microbatch_size -> 32', 'applied:'],
      '- grad_accum_steps -> 8 | applied=false blocked=false reason=dry_run',
      '- microbatch_size -> 32 | applied=false blocked=false reason=dry_run',
    ]);
    expect(summary).toContain('apply_decision_summary: apply not requested (dry-run)');
    expect(summary).toContain('sources_seen: ["metrics_window","synthetic_telemetry"]');
  });

  it('explains itself in order, anew at every run', async () => {
    await run('g', []);
    await run('g', []);
    const events = jsonl('g/explain.jsonl');
    expect(events.map(({ event }) => event)).toEqual([
      'closed_loop_drift_observed_knobs',
      'closed_loop_observe_source',
      'closed_loop_signals',
      'closed_loop_proposed',
      'dry_run',
      'dry_run',
      'k8s_plan_written',
      'k8s_kubectl_plan_written',
      'closed_loop_apply_result',
      'policy_decision',
      'closed_loop_report',
    ]);
    expect(events[0]?.payload).toEqual({
      source: 'synthetic',
      k8s_mode_requested: false,
      k8s_mode_active: false,
      k8s_drift_triggered: false,
      observed_knobs: null,
      targets: { grad_accum_steps: 8, microbatch_size: 32 },
      namespace: 'default',
      deployment: 'trainer',
    });
    expect(readdirSync(join(mk.folder, 'g')).filter((name) => /^closed_loop_\d/.test(name))).toHaveLength(2);
  });

  it('nothing seen: nothing proposed, an empty plan, none in the summary', async () => {
    await run('b', ['--scenario', 'baseline']);
    expect(report('b')).toMatchObject({
      proposed: [],
      results: [],
      k8s_plan_items: 0,
      assessment_result_class: 'no_actionable_signal',
    });
    expect(mk.json('b/k8s_plan.json')).toEqual([]);
    expect(jsonl('b/decision_trace_latest.jsonl')[0]).toMatchObject({ chord: { id: 'none' }, actions: [] });
    expect(mk.text('b/summary.md')).toContain('proposed:\n- (none)\napplied:\n- (none)\n');
  });
});
