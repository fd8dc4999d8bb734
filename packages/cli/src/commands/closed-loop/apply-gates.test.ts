import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeLicence } from '../../testing/licensed.ts';
import { burstPassport, type LoopScene, loopScene } from '../../testing/loop-scene.ts';

const KILLED = 'MODEKEEPER_KILL_SWITCH=1 blocks apply/mutate operations';

describe('gates 3 to 5', { timeout: 120_000 }, () => {
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
