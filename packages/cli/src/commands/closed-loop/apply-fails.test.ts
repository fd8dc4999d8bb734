import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LoopScene, loopScene } from '../../testing/loop-scene.ts';

const BEFORE = { 'modekeeper/knob.concurrency': '8', 'modekeeper/knob.dataloader_prefetch_factor': '4' };
const AFTER = { 'modekeeper/knob.concurrency': '4', 'modekeeper/knob.dataloader_prefetch_factor': '2' };
const PATCH = "*'patch deployment/llm --type merge -p '*";
const ROLLOUT = "*'rollout status'*";
const LOST = "echo 'Unable to connect to the server: EOF' >&2; exit 1";
const LATE = "echo 'error: timed out waiting for the condition' >&2; exit 1";
const report = (scene: LoopScene) => scene.json('r/closed_loop_latest.json');
const results = (reason: string, applied = false) => Array(2).fill({ applied, blocked: false, reason, dry_run: false });
const quarantine = (scene: LoopScene) =>
  scene.json<{ targets: Record<string, { quarantine?: unknown }> }>('r/apply_state.json').targets['train/llm']?.quarantine;

describe('an apply that does not end well', { timeout: 120_000 }, () => {
  it('a patch that is refused has failed, and nothing was changed', async () => {
    const scene = await loopScene();
    scene.cluster.before(PATCH, `echo 'Error from server (Forbidden): no' >&2; exit 1`);
    const { code, stderr } = await scene.apply();
    expect([code, stderr.split('\n').length]).toEqual([1, 2]);
    expect(stderr).toMatch(/^ERROR: apply failed at deployment llm in train \(failed: .*\); nothing was changed\n$/);
    expect(report(scene)).toMatchObject({
      results: results('k8s_apply_failed'),
      applied: [],
      apply_attempted: true,
      apply_ok: false,
      k8s_apply_rc: 1,
      verify_after_apply_verdict: 'not_run',
      verify_after_apply_report_path: null,
      rollback_verdict: 'not_run',
      rollback_report_path: null,
      apply_blocked_reason: null,
      apply_decision_summary: 'apply executed: failed',
      blocked_reasons: {},
      applied_reasons: {},
    });
    expect(scene.cluster.knobs()).toEqual(BEFORE);
    expect(scene.explained().map(({ event }) => event)).not.toContain('applied');
  });

  it('a rollout that does not come about is taken back', async () => {
    const scene = await loopScene();
    scene.cluster.before(ROLLOUT, LATE);
    const { code, stderr } = await scene.apply(['--rollout-timeout', '7s']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ERROR: apply failed its check afterwards \(.*timed out.*\); everything was taken back\n$/);
    expect(scene.cluster.calls()).toContain('-n train rollout status deployment/llm --timeout=7s');
    expect(report(scene)).toMatchObject({
      results: results('k8s_apply_rolled_back'),
      applied: [],
      apply_ok: false,
      k8s_apply_rc: 1,
      verify_after_apply_verdict: 'fail',
      verify_after_apply_report_path: 'r/verify_after_apply_latest.json',
      rollback_verdict: 'pass',
      rollback_report_path: 'r/rollback_attempt_latest.json',
      apply_decision_summary: 'apply executed: failed',
    });
    expect(scene.cluster.knobs()).toEqual(BEFORE);
    expect(quarantine(scene)).toBeNull();
    expect(JSON.parse(scene.text('r/decision_trace_latest.jsonl')).results).toMatchObject({
      apply_attempted: true,
      apply_ok: false,
      verify_after_apply_verdict: 'fail',
      rollback_verdict: 'pass',
    });
    expect(scene.text('r/summary.md')).toContain(
      '- concurrency -> 4 | applied=false blocked=false reason=k8s_apply_rolled_back\n',
    );
  });

  it('a patch whose answer and effect cannot be known is unknown, and its target is withheld until somebody looked', async () => {
    const scene = await loopScene();
    scene.cluster.before(PATCH, `touch lost; ${LOST}`);
    scene.cluster.before("*'get deployment/llm -o json'", `[ -e lost ] && { ${LOST}; }`);
    expect((await scene.apply()).code).toBe(1);
    expect(report(scene)).toMatchObject({
      results: results('k8s_apply_unknown'),
      apply_attempted: true,
      apply_ok: false,
      rollback_verdict: 'inconclusive',
    });
    expect(quarantine(scene)).toMatchObject({ reason: 'rollback_failed' });
  });

  it('a kill switch that comes on before the way back leaves the change, and says that it stands', async () => {
    const scene = await loopScene();
    const file = join(scene.folder, scene.put('kill.txt', ''));
    scene.cluster.before(ROLLOUT, `printf on > '${file}'; ${LATE}`);
    expect((await scene.apply([], { MODEKEEPER_KILL_SWITCH_FILE: file })).code).toBe(1);
    expect(report(scene)).toMatchObject({
      results: results('k8s_apply', true),
      apply_ok: false,
      kill_switch_active: true,
      kill_switch_signal: 'file:kill.txt',
      rollback_verdict: 'not_run',
      apply_decision_summary: 'apply executed: failed',
    });
    expect(scene.cluster.knobs()).toEqual(AFTER);
    expect(scene.cluster.patches()).toHaveLength(1);
  });

  it('a way back that is refused leaves it unknown what stands, and the target withheld', async () => {
    const scene = await loopScene();
    scene.cluster.before(ROLLOUT, `touch late; ${LATE}`);
    scene.cluster.before(PATCH, `[ -e late ] && { echo 'Error from server (Forbidden): no' >&2; exit 1; }`);
    expect((await scene.apply()).code).toBe(1);
    expect(report(scene)).toMatchObject({ results: results('k8s_apply_unknown'), rollback_verdict: 'fail' });
    expect(quarantine(scene)).toMatchObject({ reason: 'rollback_failed' });
    // The next run is stopped by it.
    expect((await scene.apply(['--scenario', 'drift', '--cooldown-s', '0'])).code).toBe(2);
    expect(report(scene)).toMatchObject({ apply_blocked_reason: 'quarantine_active' });
  });
});

describe('step times after an apply, from the workload’s log', { timeout: 120_000 }, () => {
  const LOGS = `
    const patched = require('node:fs').existsSync('patches');
    const [before, after] = process.argv.slice(2).map(Number);
    const now = Date.now();
    for (let i = 0; i < 60; i += 1) {
      const at = patched ? now - 500 + 8 * i : now - 60_000 + 900 * i;
      const took = patched ? after : i > 36 ? before * 2 : before;
      if (took > 0) console.log(new Date(at).toISOString() + ' ' + JSON.stringify({ step_time_ms: took, loss: 1 }));
    }`;
  const scene = async (after_ms: number) => {
    const made = await loopScene();
    made.cluster.file('logs.cjs', LOGS);
    made.cluster.before("'get pods '*", 'echo \'{"items":[{"metadata":{"name":"llm-0"},"spec":{}}]}\'; exit 0');
    made.cluster.before("'logs '*", `'${process.execPath}' logs.cjs 100 ${after_ms}; exit 0`);
    return made;
  };
  const flags = ['--observe-source', 'k8s', '--observe-duration', '1s'];
  const telemetry = (made: LoopScene) =>
    made.json<{ checks: { items: { telemetry: { verdict: string } }[] } }>('r/verify_after_apply_latest.json').checks.items[0]
      ?.telemetry.verdict;

  it('slower steps take the change back', async () => {
    const made = await scene(300);
    expect((await made.apply(flags)).code).toBe(1);
    expect(telemetry(made)).toBe('fail');
    expect(report(made)).toMatchObject({ source: 'k8s', results: results('k8s_apply_rolled_back'), rollback_verdict: 'pass' });
    expect(made.cluster.knobs()).toEqual(BEFORE);
  });

  it('steps as quick as before pass', async () => {
    const made = await scene(100);
    expect(await made.apply(flags)).toMatchObject({ code: 0, stderr: '' });
    expect(telemetry(made)).toBe('pass');
    expect(report(made)).toMatchObject({ results: results('k8s_apply', true), verify_after_apply_verdict: 'pass' });
  });

  it('too few steps decide nothing: the change stays, and the verdict says so', async () => {
    const made = await scene(0);
    expect(await made.apply(flags)).toMatchObject({ code: 0, stderr: '' });
    expect(telemetry(made)).toBe('inconclusive');
    expect(report(made)).toMatchObject({
      apply_ok: true,
      verify_after_apply_verdict: 'inconclusive',
      rollback_verdict: 'not_run',
    });
  });

  it('a signal ends the wait for more steps: those until then are judged, and the change stays', async () => {
    const made = await scene(0);
    made.cluster.before(ROLLOUT, 'kill -s INT "$PPID"');
    const hour = ['--observe-source', 'k8s', '--observe-duration', '1h'];
    expect(await made.apply(hour)).toMatchObject({ code: 0, stderr: '' });
    expect(telemetry(made)).toBe('inconclusive');
    expect(made.cluster.knobs()).toEqual(AFTER);
  });
});
