import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeLicence } from '../../testing/licensed.ts';
import { type LoopReport, type LoopScene, loopScene } from '../../testing/loop-scene.ts';

const home = (scene: LoopScene, name: string) => join(scene.folder, 'home', '.config', 'modekeeper', name);
const KILLED = 'MODEKEEPER_KILL_SWITCH=1 blocks apply/mutate operations';

describe('run blocks', { timeout: 120_000 }, () => {
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
