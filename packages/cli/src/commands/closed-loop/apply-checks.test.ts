import { describe, expect, it } from 'vitest';
import { burstPassport, type LoopReport, type LoopScene, loopScene } from '../../testing/loop-scene.ts';

const reasonsOf = (scene: LoopScene) => scene.json<LoopReport>('r/closed_loop_latest.json').results.map(({ reason }) => reason);

describe('per-action checks', { timeout: 120_000 }, () => {
  const state = (knob: string, ago_s: number, chord: string, knobs = true) => {
    const ts = new Date(Date.now() - ago_s * 1_000).toISOString();
    const ledger = { knobs: knobs ? { [knob]: { value: 4, last_changed_at: ts } } : {}, changes: [{ ts, knob, chord }] };
    return JSON.stringify({ schema_version: 'apply_state.v0', targets: { 'train/llm': ledger } });
  };
  const withState = (content: string) => async (scene: LoopScene) => {
    await scene.apply(['--scenario', 'baseline']);
    scene.put('r/apply_state.json', content);
  };
  const gpu = Array.from({ length: 60 }, (_, i) =>
    JSON.stringify({ ts: i, step_time_ms: 100, gpu_util_pct: 99, gpu_mem_util_pct: 98 }),
  );
  type Check = { name: string; flags?: string[]; prepare?: (scene: LoopScene) => Promise<unknown> | unknown; reasons: string[] };
  const checks: Check[] = [
    {
      name: 'a chord that the passport does not allow, and one that only people may approve',
      flags: ['--scenario', 'straggler', '--passport', 'p.json'],
      prepare: (scene) => scene.put('p.json', burstPassport({ allowed_chords: ['BURST-ABSORB'] })),
      reasons: ['chord_not_allowed', 'chord_not_allowed'],
    },
    {
      name: 'actuators of the passport',
      flags: ['--passport', 'p.json'],
      prepare: (scene) => scene.put('p.json', burstPassport({ allowed_actuators: { hot: ['timeout_ms'], cold: [] } })),
      reasons: ['actuator_not_allowed', 'actuator_not_allowed'],
    },
    {
      name: 'bounds and steps of the passport',
      flags: ['--passport', 'p.json'],
      prepare: (scene) => {
        const knob_limits = { dataloader_prefetch_factor: { min: 3, max: 8 } };
        scene.put('p.json', burstPassport({ limits: { max_delta_per_step: 3, knob_limits } }));
      },
      reasons: ['knob_out_of_bounds', 'max_delta_exceeded'],
    },
    {
      name: 'the step that the person allows',
      flags: ['--max-delta-per-step', '1'],
      reasons: Array(2).fill('max_delta_exceeded'),
    },
    {
      name: 'the cooldown of a knob and that of its chord',
      prepare: withState(state('concurrency', 20, 'BURST-ABSORB')),
      reasons: ['cooldown_active', 'cooldown_active'],
    },
    {
      name: 'the budget of a chord and approval',
      flags: ['--scenario', 'straggler', '--approve-advanced'],
      prepare: async (scene) => {
        const ts = new Date(Date.now() - 1_000_000).toISOString();
        const changes = Array(2).fill({ ts, knob: 'timeout_ms', chord: 'TIMEOUT-GUARD' });
        const worker = { ts: new Date().toISOString(), knob: 'dataloader_num_workers', chord: 'INPUT-STRAGGLER' };
        const targets = { 'train/llm': { knobs: {}, changes: [...changes, worker] } };
        await withState(JSON.stringify({ schema_version: 'apply_state.v0', targets }))(scene);
      },
      reasons: ['cooldown_active', 'budget_exceeded'],
    },
    {
      name: 'signals that a chord needs',
      flags: ['--observe-source', 'file', '--observe-path', 'gpu.jsonl'],
      prepare: (scene) => scene.put('gpu.jsonl', gpu.join('\n')),
      reasons: ['required_signal_missing'],
    },
  ];

  it.each(checks)('$name: blocked where they stand; with nothing left the cluster is not asked, exit 2', async (check) => {
    const scene = await loopScene();
    await check.prepare?.(scene);
    const { code, stderr } = await scene.apply(check.flags);
    expect(reasonsOf(scene)).toEqual(check.reasons);
    const [reason] = check.reasons;
    expect([code, stderr]).toEqual([2, `ERROR: apply blocked: ${reason} (no proposed action passed its checks)\n`]);
    expect(scene.json('r/closed_loop_latest.json')).toMatchObject({
      results: check.reasons.map(() => ({ applied: false, blocked: true, dry_run: true })),
      k8s_plan_items: 0,
      apply_attempted: false,
      k8s_apply_rc: null,
      paid_enabled: true,
      verify_ok: null,
      apply_blocked_reason: reason,
      apply_decision_summary: `apply blocked: ${reason}`,
    });
    expect(scene.json('r/k8s_plan.json')).toEqual([]);
    const skipped = scene.explained().find(({ event }) => event === 'closed_loop_apply_skipped');
    expect(skipped?.payload).toEqual({ reason: 'no_approved_proposals' });
    expect(scene.cluster.patches()).toEqual([]);
    expect(scene.has('r/k8s_verify_latest.json')).toBe(false);
  });

  it('what is left is applied without the blocked ones: advanced changes wait for approval', async () => {
    const scene = await loopScene({ dataloader_num_workers: 4, timeout_ms: 5_000 });
    expect(await scene.apply(['--scenario', 'straggler'])).toMatchObject({ code: 0, stderr: '' });
    expect(reasonsOf(scene)).toEqual(['k8s_apply', 'approval_required']);
    expect(scene.json('r/closed_loop_latest.json')).toMatchObject({
      apply_blocked_reason: null,
      apply_decision_summary: 'apply executed: ok',
      blocked_reasons: { approval_required: 1 },
      applied_reasons: { k8s_apply: 1 },
    });
    expect(scene.cluster.knobs()).toEqual({
      'modekeeper/knob.dataloader_num_workers': '2',
      'modekeeper/knob.timeout_ms': '5000',
    });
  });

  it('--approve-advanced lets them through', async () => {
    const scene = await loopScene();
    expect((await scene.apply(['--scenario', 'straggler', '--approve-advanced'])).code).toBe(0);
    expect(reasonsOf(scene)).toEqual(['k8s_apply', 'k8s_apply']);
    expect(scene.cluster.knobs()).toMatchObject({ 'modekeeper/knob.timeout_ms': '15000' });
  });
});
