import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LoopReport, loopScene } from '../../testing/loop-scene.ts';

const ABSORB = { reason: 'latency_burst', chord: 'BURST-ABSORB' };
const PROPOSED = [
  { knob: 'dataloader_prefetch_factor', target: 2, ...ABSORB },
  { knob: 'concurrency', target: 4, ...ABSORB },
];
const AFTER = { 'modekeeper/knob.concurrency': '4', 'modekeeper/knob.dataloader_prefetch_factor': '2' };

describe('mk closed-loop run --apply', { timeout: 120_000 }, () => {
  it('applies what a burst calls for: cluster, results, report field by field, and every artifact of the contract', async () => {
    const scene = await loopScene();
    const { code, stderr, stdout } = await scene.apply();
    expect([code, stdout, stderr]).toEqual([0, '', '']);
    expect(scene.cluster.knobs()).toEqual(AFTER);
    expect(scene.cluster.patches()).toHaveLength(1);
    const report = scene.json<LoopReport>('r/closed_loop_latest.json');
    expect(report).toMatchObject({
      mode: 'CLOSED_LOOP',
      apply_requested: true,
      dry_run: false,
      proposed: PROPOSED,
      results: PROPOSED.map((action) => ({ action, applied: true, blocked: false, reason: 'k8s_apply', dry_run: false })),
      applied: PROPOSED,
      k8s_plan_items: 1,
      apply_attempted: true,
      apply_ok: true,
      k8s_apply_rc: 0,
      kill_switch_active: false,
      kill_switch_signal: null,
      paid_enabled: true,
      license_path: './modekeeper.license.json',
      license_ok: true,
      license_reason: 'ok',
      license_expires_at: expect.any(Number),
      entitlements_summary: ['apply'],
      internal_override: null,
      passport_id: null,
      verify_ok: true,
      verify_blocker_kind: null,
      verify_rbac_hint: null,
      k8s_verify_report_path: 'r/k8s_verify_latest.json',
      k8s_apply_report_path: 'r/k8s_apply_latest.json',
      verify_after_apply_report_path: 'r/verify_after_apply_latest.json',
      rollback_report_path: null,
      verify_after_apply_verdict: 'pass',
      rollback_verdict: 'not_run',
      apply_blocked_reason: null,
      apply_decision_summary: 'apply executed: ok',
      status: 'ok',
      blocked_reasons: {},
      applied_reasons: { k8s_apply: 2 },
    });
    const names = readdirSync(join(scene.folder, 'r')).filter((name) => !/_\d{8}_\d{6}\.json$/.test(name));
    expect(names.sort()).toEqual([
      'apply_state.json',
      'closed_loop_latest.json',
      'decision_trace_latest.jsonl',
      'explain.jsonl',
      'k8s_apply_latest.json',
      'k8s_plan.json',
      'k8s_plan.kubectl.sh',
      'k8s_verify_latest.json',
      'policy_bundle_latest.json',
      'rollback_plan_latest.json',
      'summary.md',
      'verify_after_apply_latest.json',
    ]);
    expect(scene.json('r/apply_state.json')).toMatchObject({
      targets: {
        'train/llm': {
          knobs: { concurrency: { value: 4 }, dataloader_prefetch_factor: { value: 2 } },
          changes: [
            { knob: 'concurrency', chord: 'BURST-ABSORB' },
            { knob: 'dataloader_prefetch_factor', chord: 'BURST-ABSORB' },
          ],
        },
      },
    });
    expect(scene.json('r/policy_bundle_latest.json')).toMatchObject({
      policy: { id: 'chord', version: 'v1', params: {} },
      rollback: {
        mode: 'executable',
        from_verify_report: 'r/k8s_verify_latest.json',
        rollback_plan_path: 'r/rollback_plan_latest.json',
      },
    });
  });

  it('explains itself in order, traces the tick and sums it up', async () => {
    const scene = await loopScene();
    await scene.apply();
    const explained = scene.explained();
    expect(explained.map(({ event }) => event)).toEqual([
      'closed_loop_drift_observed_knobs',
      'closed_loop_observe_source',
      'closed_loop_signals',
      'closed_loop_proposed',
      'k8s_plan_written',
      'k8s_kubectl_plan_written',
      'k8s_verify_start',
      'k8s_verify_checked',
      'k8s_verify_report',
      'k8s_apply_start',
      'k8s_apply_item_start',
      'k8s_apply_item_result',
      'verify_after_apply_report',
      'k8s_apply_report',
      'applied',
      'applied',
      'closed_loop_apply_result',
      'policy_decision',
      'closed_loop_report',
    ]);
    const of = (name: string) => explained.filter(({ event }) => event === name).map(({ payload }) => payload);
    expect(of('applied')).toEqual([
      { action: PROPOSED[0], before: 4, after: 2 },
      { action: PROPOSED[1], before: 8, after: 4 },
    ]);
    expect(of('closed_loop_apply_result')).toEqual([
      {
        dry_run: false,
        apply_requested: true,
        apply_attempted: true,
        apply_ok: true,
        verify_ok: true,
        blocked_reason: null,
        apply_blocked_reason: null,
        kill_switch_active: false,
        kill_switch_signal: null,
        k8s_verify_report_path: 'r/k8s_verify_latest.json',
        k8s_apply_report_path: 'r/k8s_apply_latest.json',
        k8s_apply_rc: 0,
      },
    ]);
    expect(JSON.parse(scene.text('r/decision_trace_latest.jsonl'))).toMatchObject({
      schema_version: 'decision_trace_event.v0',
      tick: 0,
      chord: { id: 'BURST-ABSORB' },
      actions: PROPOSED,
      results: {
        apply_requested: true,
        dry_run: false,
        apply_attempted: true,
        apply_ok: true,
        verify_ok: true,
        blocked_reason: null,
        blocked_reasons: {},
        apply_blocked_reason: null,
        verify_after_apply_verdict: 'pass',
        rollback_verdict: 'not_run',
      },
    });
    const lines = scene.text('r/summary.md').split('\n');
    expect(lines.slice(lines.indexOf('k8s_verify_report_path: r/k8s_verify_latest.json'))).toEqual([
      'k8s_verify_report_path: r/k8s_verify_latest.json',
      'k8s_apply_report_path: r/k8s_apply_latest.json',
      'apply_attempted: true',
      'apply_ok: true',
      'proposed_n: 2',
      'results_n: 2',
      'results_eq_proposed: true',
      'blocked_reasons: {}',
      'applied_reasons: {"k8s_apply":2}',
      'proposed:',
      '- dataloader_prefetch_factor -> 2',
      '- concurrency -> 4',
      'applied:',
      '- dataloader_prefetch_factor -> 2 | applied=true blocked=false reason=k8s_apply',
      '- concurrency -> 4 | applied=true blocked=false reason=k8s_apply',
      '',
    ]);
    expect(lines).toContain('verify_ok: true');
    expect(lines).toContain('apply_decision_summary: apply executed: ok');
  });

  it('reads the knobs of the Deployment first: scalar goes from what stands there, and its passport counts steps from it', async () => {
    const scene = await loopScene({ concurrency: 20 });
    const flags = ['--policy', 'scalar', '--scenario', 'straggler'];
    expect((await scene.apply(flags)).code).toBe(0);
    expect(scene.cluster.knobs()).toEqual({ 'modekeeper/knob.concurrency': '16' });
    expect(scene.json('r/policy_bundle_latest.json')).toMatchObject({ policy: { id: 'scalar' } });
  });

  it('nothing proposed: nothing is asked of the cluster beyond its knobs, exit 0', async () => {
    const scene = await loopScene();
    expect(await scene.apply(['--scenario', 'baseline'])).toMatchObject({ code: 0, stderr: '' });
    expect(scene.explained().find(({ event }) => event === 'closed_loop_apply_skipped')?.payload).toEqual({
      reason: 'no_proposals',
    });
    expect(scene.json('r/closed_loop_latest.json')).toMatchObject({
      results: [],
      apply_attempted: false,
      apply_ok: null,
      k8s_apply_rc: null,
      verify_ok: null,
      paid_enabled: true,
      apply_blocked_reason: null,
      apply_decision_summary: 'apply not attempted',
      k8s_apply_report_path: null,
    });
    expect(scene.cluster.calls()).toEqual(['-n train get deployment/llm -o json']);
    expect(scene.text('r/summary.md')).toContain('apply_ok: n/a\nproposed_n: 0\nresults_n: 0\nresults_eq_proposed: true\n');
  });

  it('the same plan again in the same folder is said to be applied already, not applied', async () => {
    const scene = await loopScene();
    await scene.apply();
    rmSync(join(scene.folder, 'r/apply_state.json'));
    expect(await scene.apply()).toMatchObject({ code: 0, stderr: '' });
    expect(scene.json('r/closed_loop_latest.json')).toMatchObject({
      results: Array(2).fill({ applied: false, blocked: false, reason: 'already_applied' }),
      applied: [],
      apply_attempted: false,
      apply_ok: null,
      k8s_apply_rc: 0,
      verify_ok: true,
      apply_decision_summary: 'apply not attempted',
    });
    expect(scene.json('r/k8s_apply_latest.json')).toMatchObject({ ok: true, notes: ['already_applied'] });
    expect(scene.cluster.patches()).toHaveLength(1);
  });

  it('the same plan is applied again where somebody has put other values back since', async () => {
    const scene = await loopScene();
    const start = JSON.stringify(scene.cluster.deployment());
    await scene.apply();
    rmSync(join(scene.folder, 'r/apply_state.json'));
    scene.cluster.file('deployment.json', start);
    expect(await scene.apply()).toMatchObject({ code: 0, stderr: '' });
    expect(scene.json('r/closed_loop_latest.json')).toMatchObject({
      results: Array(2).fill({ reason: 'k8s_apply' }),
      apply_ok: true,
    });
    expect(scene.cluster.knobs()).toEqual(AFTER);
    expect(scene.cluster.patches()).toHaveLength(2);
  });

  it('--apply and --dry-run exclude each other; nothing is written', async () => {
    const scene = await loopScene();
    expect(await scene.apply(['--dry-run'])).toMatchObject({
      code: 2,
      stderr: 'ERROR: --dry-run and --apply exclude each other; give one of them\n',
    });
    expect(scene.has('r')).toBe(false);
  });
});
