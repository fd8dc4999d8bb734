import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeLicence } from '../../testing/licensed.ts';
import { burstPassport, type LoopReport, type LoopScene, loopScene } from '../../testing/loop-scene.ts';

const reasonsOf = (scene: LoopScene) => scene.json<LoopReport>('r/closed_loop_latest.json').results.map(({ reason }) => reason);
const home = (scene: LoopScene, name: string) => join(scene.folder, 'home', '.config', 'modekeeper', name);
const KILLED = 'MODEKEEPER_KILL_SWITCH=1 blocks apply/mutate operations';

describe('run blocks', () => {
  type Block = {
    name: string;
    reason: string;
    line: string;
    env?: Record<string, string>;
    flags?: string[];
    prepare?: (scene: LoopScene) => Promise<unknown> | unknown;
    report?: object;
  };
  const NOT_REACHED = { license_path: null, license_ok: null, license_reason: null, license_expires_at: null };
  const killed = (signal: string) => ({ kill_switch_active: true, kill_switch_signal: signal, ...NOT_REACHED });
  const blocks: Block[] = [
    {
      name: 'kill switch in the environment',
      reason: 'kill_switch_active',
      line: KILLED,
      env: { MODEKEEPER_KILL_SWITCH: '1' },
      report: killed('env:MODEKEEPER_KILL_SWITCH'),
    },
    {
      name: 'kill switch in a file',
      reason: 'kill_switch_active',
      line: `${KILLED} (signal: file:kill.txt)`,
      env: { MODEKEEPER_KILL_SWITCH_FILE: 'kill.txt' },
      prepare: (scene) => scene.put('kill.txt', 'on\n'),
      report: killed('file:kill.txt'),
    },
    {
      name: 'kill switch that cannot be read',
      reason: 'kill_switch_active',
      line: `${KILLED} (signal: kill_switch_unreliable)`,
      env: { MODEKEEPER_KILL_SWITCH_FILE: 'absent.txt' },
      report: killed('kill_switch_unreliable'),
    },
    {
      name: 'no licence',
      reason: 'license_missing',
      line: 'apply blocked: license_missing (use --license-path, MODEKEEPER_LICENSE_PATH, or ./modekeeper.license.json)',
      prepare: (scene) => rmSync(join(scene.folder, 'modekeeper.license.json')),
      report: { license_path: null, license_ok: false, license_reason: 'license_missing' },
    },
    {
      name: 'a licence that is none',
      reason: 'license_invalid',
      line: 'apply blocked: license_invalid',
      flags: ['--license-path', 'other.json'],
      prepare: (scene) => scene.put('other.json', '{}'),
      report: { license_path: 'other.json', license_ok: false, license_reason: 'license_invalid', entitlements_summary: [] },
    },
    {
      name: 'a licence that ran out, named by the environment',
      reason: 'license_expired',
      line: 'apply blocked: license_expired (current_time_on_or_after_expires_at)',
      env: { MODEKEEPER_LICENSE_PATH: 'old.json' },
      prepare: ({ folder }) => writeLicence(folder, { expires_at: Math.floor(Date.now() / 1_000) - 5 }, 'old.json'),
      report: { license_path: 'old.json', license_reason: 'license_expired', entitlements_summary: ['apply'] },
    },
    {
      name: 'a licence without the entitlement',
      reason: 'entitlement_missing',
      line: 'apply blocked: entitlement_missing',
      prepare: ({ folder }) => writeLicence(folder, { entitlements: ['observe'] }),
      report: { license_ok: false, license_reason: 'entitlement_missing', entitlements_summary: ['observe'] },
    },
    {
      name: 'no revocation list',
      reason: 'license_revocation_stale',
      line: 'apply blocked: license_revocation_stale (revocation_list_required)',
      prepare: (scene) => rmSync(home(scene, 'revocation_list.json')),
    },
    {
      name: 'a licence for another cluster',
      reason: 'binding_mismatch',
      line: 'apply blocked: binding_mismatch (cluster_uid_binding_mismatch)',
      prepare: ({ folder }) => writeLicence(folder, { bindings: { cluster_uid: 'another' } }),
    },
  ];

  it.each(blocks)('$name: every result is blocked, nothing is sent, and the report of apply says why', async (block) => {
    const scene = await loopScene();
    await block.prepare?.(scene);
    const { code, stderr } = await scene.apply(block.flags, block.env);
    expect([code, stderr]).toEqual([2, `ERROR: ${block.line}\n`]);
    const { reason } = block;
    const report = scene.json<LoopReport>('r/closed_loop_latest.json');
    expect(report).toMatchObject({
      apply_requested: true,
      dry_run: false,
      proposed_actions_count: 2,
      results: Array(2).fill({ applied: false, blocked: true, reason, dry_run: true }),
      applied: [],
      // Evaluated as a dry run, so that people see what it would have been.
      k8s_plan_items: 1,
      apply_attempted: false,
      apply_ok: null,
      k8s_apply_rc: 2,
      paid_enabled: false,
      verify_ok: null,
      k8s_verify_report_path: null,
      k8s_apply_report_path: 'r/k8s_apply_latest.json',
      apply_blocked_reason: reason,
      apply_decision_summary: `apply blocked: ${reason}`,
      blocked_reasons: { [reason]: 2 },
      applied_reasons: {},
      ...block.report,
    });
    const gate = reason === 'kill_switch_active' ? 'kill_switch' : 'license';
    const open = gate === 'license' ? [{ gate: 'kill_switch', ok: true, reason: null }] : [];
    expect(scene.json('r/k8s_apply_latest.json')).toMatchObject({
      ok: false,
      block_reason: reason,
      would_apply: false,
      checks: { gates: [...open, { gate, ok: false, reason }] },
      items: [{ attempted: false, reason }],
    });
    expect(scene.has('r/k8s_verify_latest.json')).toBe(false);
    expect(scene.cluster.calls().filter((call) => call.includes('deployment'))).toEqual([]);
    expect(scene.explained().find(({ event }) => event === 'closed_loop_apply_blocked')?.payload).toEqual({ reason });
    expect(JSON.parse(scene.text('r/decision_trace_latest.jsonl')).results).toMatchObject({
      blocked_reason: reason,
      apply_blocked_reason: reason,
      blocked_reasons: { [reason]: 2 },
    });
  });

  it('the report of an earlier run never lets a blocked one through: a fresh verify report in the folder does not count', async () => {
    const scene = await loopScene();
    expect((await scene.apply()).code).toBe(0);
    rmSync(join(scene.folder, 'r/k8s_apply_latest.json'));
    rmSync(join(scene.folder, 'r/apply_state.json'));
    const { code } = await scene.apply([], { MODEKEEPER_KILL_SWITCH: 'yes' });
    expect(code).toBe(2);
    expect(scene.cluster.patches()).toHaveLength(1);
  });
});

describe('per-action checks', () => {
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

describe('gates 3 to 5', () => {
  type Gate = {
    name: string;
    reason: string;
    line: string;
    gate: string;
    flags?: string[];
    prepare?: (scene: LoopScene) => Promise<unknown> | unknown;
    report?: object;
  };
  const gates: Gate[] = [
    {
      name: 'a plan that the cluster would not take',
      reason: 'verify_failed',
      line: 'verify_ok=true is required for apply/mutate operations',
      gate: 'verify',
      prepare: ({ cluster }) =>
        cluster.before(
          "*'--dry-run=server'*",
          `echo 'Error from server (Forbidden): deployments.apps "llm" is forbidden: User "u" cannot patch resource "deployments" in API group "apps" in the namespace "train"' >&2; exit 1`,
        ),
      report: { verify_ok: false, verify_blocker_kind: 'rbac_denied', verify_rbac_hint: expect.stringContaining('RoleBinding') },
    },
    {
      name: 'no passport where one is demanded by flag',
      reason: 'passport_missing',
      line: 'apply blocked: passport_missing (name one with --passport)',
      gate: 'passport',
      flags: ['--require-passport'],
    },
    {
      name: 'no passport where the licence demands one',
      reason: 'passport_missing',
      line: 'apply blocked: passport_missing (name one with --passport)',
      gate: 'passport',
      prepare: ({ folder }) => writeLicence(folder, { require_passport: true }),
    },
    {
      name: 'a passport that lets nothing be applied',
      reason: 'passport_apply_disabled',
      line: 'apply blocked: passport_apply_disabled (gates.apply is not true)',
      gate: 'passport',
      flags: ['--passport', 'p.json'],
      prepare: (scene) => scene.put('p.json', burstPassport({ gates: { apply: 1 } })),
      report: { passport_id: 'burst' },
    },
    {
      name: 'a freeze window',
      reason: 'freeze_window',
      line: 'apply blocked: freeze_window (2020-01-01 to 2099-01-01)',
      gate: 'passport',
      flags: ['--passport', 'p.json'],
      prepare: (scene) =>
        scene.put('p.json', burstPassport({ limits: { freeze_windows: [{ start: '2020-01-01', end: '2099-01-01' }] } })),
    },
    {
      name: 'a quarantine from a rollback that failed',
      reason: 'quarantine_active',
      line: 'apply blocked: quarantine_active (since 2026-01-01T00:00:00Z: rollback_failed)',
      gate: 'passport',
      prepare: async (scene) => {
        await scene.apply(['--scenario', 'baseline']);
        const quarantine = { since: '2026-01-01T00:00:00Z', reason: 'rollback_failed' };
        const targets = { 'train/llm': { knobs: {}, changes: [], quarantine } };
        scene.put('r/apply_state.json', JSON.stringify({ schema_version: 'apply_state.v0', targets }));
      },
    },
    {
      name: 'a record of past changes that cannot be read',
      reason: 'quarantine_active',
      line: 'apply blocked: quarantine_active (the record of past changes cannot be read)',
      gate: 'passport',
      prepare: async (scene) => {
        await scene.apply(['--scenario', 'baseline']);
        scene.put('r/apply_state.json', '{}');
      },
    },
    {
      name: 'an object that changed after it was verified',
      reason: 'verify_stale',
      line: 'apply blocked: verify_stale (deployment llm in train has changed since it was verified; verify again)',
      gate: 'verify',
      prepare: ({ cluster }) =>
        cluster.before(
          "*'can-i get'*",
          `sed -i 's/"modekeeper.knob.concurrency":"8"/"modekeeper\\/knob.concurrency":"9"/g' deployment.json`,
        ),
      report: { verify_ok: true },
    },
  ];

  it.each(gates)('$name: what checks had left is blocked, nothing is sent, exit 2', async (gate) => {
    const scene = await loopScene();
    await gate.prepare?.(scene);
    const { code, stderr } = await scene.apply(gate.flags);
    expect([code, stderr]).toEqual([2, `ERROR: ${gate.line}\n`]);
    const { reason } = gate;
    expect(scene.json('r/closed_loop_latest.json')).toMatchObject({
      results: Array(2).fill({ applied: false, blocked: true, reason, dry_run: true }),
      applied: [],
      k8s_plan_items: 1,
      apply_attempted: false,
      apply_ok: null,
      k8s_apply_rc: 2,
      paid_enabled: true,
      license_ok: true,
      verify_ok: true,
      k8s_verify_report_path: 'r/k8s_verify_latest.json',
      k8s_apply_report_path: 'r/k8s_apply_latest.json',
      verify_after_apply_report_path: null,
      apply_blocked_reason: reason,
      apply_decision_summary: `apply blocked: ${reason}`,
      ...gate.report,
    });
    const report = scene.json<{ checks: { gates: unknown[] } }>('r/k8s_apply_latest.json');
    expect(report.checks.gates.at(-1)).toEqual({ gate: gate.gate, ok: false, reason });
    expect(scene.cluster.patches()).toEqual([]);
    const explained = scene.explained().map(({ event }) => event);
    expect(explained).toContain('closed_loop_apply_blocked');
    expect(explained).not.toContain('applied');
    if (reason === 'verify_failed')
      expect(scene.text('r/summary.md')).toMatch(
        /\nverify_blocker_kind: rbac_denied\nverify_rbac_hint: .*\napply_attempted: false\n/,
      );
  });

  it.each([
    ['a passport that allows more', ['--passport', 'p.json']],
    ['no passport', []],
  ])('with %s, the step that the person allows counts from what the Deployment holds when it is verified', async (_, flags) => {
    const scene = await loopScene();
    scene.put('p.json', burstPassport({ limits: { max_delta_per_step: 50 } }));
    // Somebody else moves the knob after the tick had read it.
    scene.cluster.before("'config current-context'", `sed -i 's/"8"/"12"/g' deployment.json`);
    const { code, stderr } = await scene.apply([...flags, '--max-delta-per-step', '4']);
    expect([code, stderr]).toEqual([
      2,
      'ERROR: apply blocked: max_delta_exceeded (concurrency would change by 8, allowed is 4)\n',
    ]);
    expect(scene.cluster.patches()).toEqual([]);
  });

  it('a kill switch that comes on between the gates and the patch still stops it', async () => {
    const scene = await loopScene();
    scene.put('kill.txt', '0');
    const file = join(scene.folder, 'kill.txt');
    // While the object is read for the last time.
    scene.cluster.before("'-n train get deployment/llm -o json'", `grep -q 'can-i get' calls && printf 1 > '${file}'`);
    const { code, stderr } = await scene.apply([], { MODEKEEPER_KILL_SWITCH_FILE: file });
    expect([code, stderr]).toEqual([2, `ERROR: ${KILLED} (signal: file:kill.txt)\n`]);
    expect(scene.cluster.patches()).toEqual([]);
    expect(scene.json('r/closed_loop_latest.json')).toMatchObject({
      kill_switch_active: true,
      kill_switch_signal: 'file:kill.txt',
      apply_blocked_reason: 'kill_switch_active',
      results: Array(2).fill({ blocked: true, reason: 'kill_switch_active' }),
    });
  });
});
