import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LoopReport, type LoopScene, loopScene } from '../../testing/loop-scene.ts';

const BEFORE = { 'modekeeper/knob.concurrency': '8', 'modekeeper/knob.dataloader_prefetch_factor': '4' };
const AFTER = { 'modekeeper/knob.concurrency': '4', 'modekeeper/knob.dataloader_prefetch_factor': '2' };
const ROLLOUT = "*'rollout status'*";
const KILLED = 'ERROR: MODEKEEPER_KILL_SWITCH=1 blocks apply/mutate operations';
const watch = (scene: LoopScene, iterations: number, flags: readonly string[] = [], env: Record<string, string> = {}) =>
  scene.apply(['--interval', '1ms', '--max-iterations', String(iterations), ...flags], env, 'watch');
const totals = (scene: LoopScene) => scene.json('r/watch_latest.json');
const iteration = (scene: LoopScene, n: number) => scene.json<LoopReport>(`r/iter_000${n}/closed_loop_latest.json`);
const reasons = (scene: LoopScene, n: number) => iteration(scene, n).results.map(({ reason }) => reason);

describe('mk closed-loop watch --apply', { timeout: 120_000 }, () => {
  it.each([
    ['kill_switch_active', KILLED, { MODEKEEPER_KILL_SWITCH: 'on' }, () => undefined],
    [
      'license_missing',
      'ERROR: apply blocked: license_missing (use --license-path, MODEKEEPER_LICENSE_PATH, or ./modekeeper.license.json)',
      {},
      (folder: string) => rmSync(join(folder, 'modekeeper.license.json')),
    ],
  ])('%s before the first iteration: none is made, and the report says why', async (reason, line, env, prepare) => {
    const scene = await loopScene();
    prepare(scene.folder);
    expect(await watch(scene, 2, [], env)).toEqual({ code: 2, stdout: '', stderr: `${line}\n` });
    expect(readdirSync(join(scene.folder, 'r')).sort()).toEqual(['watch_latest.json', 'watch_summary.md']);
    expect(totals(scene)).toMatchObject({
      apply_blocked_reason: reason,
      iterations_done: 0,
      proposed_total: 0,
      applied_total: 0,
      blocked_total: 0,
      verify_failed_total: 0,
      dry_run_total: 0,
      apply_attempted_total: 0,
      apply_ok_total: 0,
      apply_failed_total: 0,
      last_iteration_out_dir: null,
    });
    expect(scene.cluster.calls()).toEqual([]);
  });

  it('remembers what it changed: the second iteration waits for the cooldown, which is no failure', async () => {
    const scene = await loopScene();
    const { code, stderr, stdout } = await watch(scene, 3);
    expect([code, stderr]).toEqual([0, 'ERROR: apply blocked: cooldown_active (no proposed action passed its checks)\n']);
    expect(stdout).toBe(
      [
        'iter=1 verify_ok=true apply_attempted=true apply_ok=true blocked=null out=r/iter_0001',
        'iter=2 verify_ok=n/a apply_attempted=false apply_ok=n/a blocked=cooldown_active out=r/iter_0002',
        'iter=3 verify_ok=n/a apply_attempted=false apply_ok=n/a blocked=cooldown_active out=r/iter_0003',
        '',
      ].join('\n'),
    );
    expect(totals(scene)).toMatchObject({
      iterations_done: 3,
      proposed_total: 6,
      applied_total: 2,
      blocked_total: 4,
      verify_failed_total: 0,
      dry_run_total: 0,
      apply_attempted_total: 1,
      apply_ok_total: 1,
      apply_failed_total: 0,
      last_iteration_out_dir: 'r/iter_0003',
    });
    expect(totals(scene)).not.toHaveProperty('apply_blocked_reason');
    expect(scene.has('r/apply_state.json')).toBe(true);
    expect(scene.has('r/iter_0001/apply_state.json')).toBe(false);
    expect(scene.cluster.patches()).toHaveLength(1);
    expect(scene.cluster.knobs()).toEqual(AFTER);
  });

  it('without a cooldown of knobs the chord still rests', async () => {
    const scene = await loopScene();
    expect((await watch(scene, 2, ['--cooldown-s', '0'])).code).toBe(0);
    expect(reasons(scene, 2)).toEqual(['cooldown_active', 'cooldown_active']);
  });

  it('a kill switch file that is switched on between two iterations blocks the second whole', async () => {
    const scene = await loopScene();
    const file = scene.cluster.file('kill.txt', 'off');
    // When all of the first iteration has been sent.
    scene.cluster.before(ROLLOUT, 'printf on > kill.txt');
    const { code, stderr } = await watch(scene, 3, ['--cooldown-s', '0'], { MODEKEEPER_KILL_SWITCH_FILE: file });
    expect([code, stderr]).toEqual([2, `${KILLED} (signal: file:kill.txt)\n`]);
    expect(reasons(scene, 1)).toEqual(['k8s_apply', 'k8s_apply']);
    for (const n of [2, 3]) {
      expect(iteration(scene, n)).toMatchObject({
        results: Array(2).fill({ applied: false, blocked: true, reason: 'kill_switch_active', dry_run: true }),
        k8s_apply_rc: 2,
        verify_ok: null,
        kill_switch_active: true,
        kill_switch_signal: 'file:kill.txt',
        license_ok: null,
      });
      expect(scene.json(`r/iter_000${n}/k8s_apply_latest.json`)).toMatchObject({ ok: false, block_reason: 'kill_switch_active' });
    }
    expect(scene.cluster.patches()).toHaveLength(1);
    expect(totals(scene)).toMatchObject({ iterations_done: 3, applied_total: 2, blocked_total: 4, apply_ok_total: 1 });
  });

  it('an apply that failed goes before everything else in the exit code', async () => {
    const scene = await loopScene();
    const file = scene.cluster.file('kill.txt', 'off');
    scene.cluster.before(ROLLOUT, 'echo late >&2; exit 1');
    scene.cluster.before("*'--type merge -p '*", '[ $(wc -l < patches 2>/dev/null || echo 0) -eq 1 ] && touch back');
    scene.cluster.before("*'get deployment/llm -o json'", '[ -e back ] && printf on > kill.txt');
    const { code } = await watch(scene, 2, [], { MODEKEEPER_KILL_SWITCH_FILE: file });
    expect(code).toBe(1);
    expect(reasons(scene, 1)).toEqual(['k8s_apply_rolled_back', 'k8s_apply_rolled_back']);
    expect(reasons(scene, 2)).toEqual(['kill_switch_active', 'kill_switch_active']);
    expect(totals(scene)).toMatchObject({ apply_attempted_total: 1, apply_ok_total: 0, apply_failed_total: 1, applied_total: 0 });
    expect(scene.cluster.knobs()).toEqual(BEFORE);
  });

  it('a plan that is never accepted: counted, told once, exit 2', async () => {
    const scene = await loopScene();
    scene.cluster.before("*'--dry-run=server'*", "echo 'error: no' >&2; exit 1");
    const { code, stderr } = await watch(scene, 2);
    expect([code, stderr]).toEqual([2, 'ERROR: verify_ok=true is required for apply/mutate operations\n']);
    expect(totals(scene)).toMatchObject({ verify_failed_total: 2, blocked_total: 4, apply_attempted_total: 0 });
  });

  it('keeps profile, planner and knobs: after an incident it recovers, and goes back to the values of the quiet time', async () => {
    const scene = await loopScene();
    const line = (i: number, took: number) => JSON.stringify({ ts: i, step_time_ms: took });
    const trace = (slow: number) => Array.from({ length: 60 }, (_, i) => line(i, i > 36 ? slow : 100)).join('\n');
    const path = scene.cluster.file('trace.jsonl', trace(100));
    scene.cluster.file('calm.jsonl', trace(100));
    scene.cluster.file('burst.jsonl', trace(200));
    // Two quiet iterations, each of which reads the Deployment once; then a burst until it was answered.
    scene.cluster.before(
      "*'get deployment/llm -o json'",
      'echo >> reads; [ $(wc -l < reads) -eq 2 ] && cp burst.jsonl trace.jsonl',
    );
    scene.cluster.before(ROLLOUT, 'cp calm.jsonl trace.jsonl');
    const source = ['--observe-source', 'file', '--observe-path', path, '--cooldown-s', '0'];
    expect(await watch(scene, 5, source)).toMatchObject({ code: 0, stderr: '' });
    expect([1, 2, 3, 4, 5].map((n) => reasons(scene, n))).toEqual([
      [],
      [],
      ['k8s_apply', 'k8s_apply'],
      ['recover'],
      ['rollback'],
    ]);
    expect(iteration(scene, 4)).toMatchObject({
      results: [{ applied: true, blocked: false, dry_run: false }],
      apply_attempted: false,
      apply_ok: null,
      k8s_apply_rc: 0,
      verify_ok: true,
      k8s_plan_items: 0,
    });
    expect(iteration(scene, 5)).toMatchObject({
      results: [
        {
          action: { knob: '__relock__' },
          applied: true,
          changes: [
            { knob: 'concurrency', before: 4, after: 8 },
            { knob: 'dataloader_prefetch_factor', before: 2, after: 4 },
          ],
        },
      ],
      apply_ok: true,
    });
    expect(scene.cluster.knobs()).toEqual(BEFORE);
    expect(totals(scene)).toMatchObject({ applied_total: 4, apply_attempted_total: 2, apply_ok_total: 2 });
  });

  it.each([
    ['kubectl is waiting for a rollout', ROLLOUT],
    ['kubectl is sending the patch', "*'patch deployment/llm --type merge -p '*"],
  ])('an interrupt from the keyboard while %s lets the iteration come to its end, and begins none after it', async (_, call) => {
    const scene = await loopScene();
    // As a terminal does it: to the whole group of the command.
    scene.cluster.before(call, 'kill -s INT -- "-$PPID"');
    expect(await watch(scene, 9, ['--interval', '1h'])).toMatchObject({ code: 0, stderr: '' });
    expect(totals(scene)).toMatchObject({ iterations_done: 1, apply_ok_total: 1 });
    expect(iteration(scene, 1)).toMatchObject({ apply_ok: true, verify_after_apply_verdict: 'pass' });
    expect(scene.cluster.knobs()).toEqual(AFTER);
    expect(scene.cluster.patches()).toHaveLength(1);
  });
});
