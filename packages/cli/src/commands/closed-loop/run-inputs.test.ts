import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

type Report = Record<string, unknown> & { results: { reason: string }[]; proposed: unknown[] };

const mk = await packedMk();
const run = (out: string, flags: readonly string[], env: Record<string, string> = {}) =>
  mk.run(['closed-loop', 'run', '--out', out, ...flags], env);
const report = (out: string) => mk.json<Report>(`${out}/closed_loop_latest.json`);
const jsonl = (path: string) =>
  mk
    .text(path)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown> & { event: string; payload: Record<string, unknown> });
const reasons = (out: string) => report(out).results.map(({ reason }) => reason);
const put = (name: string, text: string, mode = 0o644) => {
  writeFileSync(join(mk.folder, name), text, { mode });
  return name;
};
const knobs = { 'modekeeper/knob.grad_accum_steps': '8', 'modekeeper/knob.microbatch_size': '32' };
const TRACE = Array.from({ length: 20 }, (_, i) => JSON.stringify({ ts: i, step_time_ms: i === 15 ? 900 : 100 })).join('\n');

describe('what a dry run of mk closed-loop run goes by', () => {
  it('a trace within a passport: what it refuses is blocked in its place and not planned', async () => {
    put('trace.jsonl', `${TRACE}\n{"ts":1}`);
    const flags = ['--observe-source', 'file', '--observe-path', 'trace.jsonl', '--observe-record-raw', 'raw/t.jsonl'];
    expect((await run('p', [...flags, '--passport', 'perf', '--cooldown-s', '-3'])).code).toBe(0);
    expect(report('p')).toMatchObject({
      source: 'file',
      scenario: null,
      synthetic_default: false,
      passport_id: 'perf',
      safety_cooldown_s: 0,
      proposed: [{ knob: 'dataloader_prefetch_factor' }, { knob: 'concurrency' }],
      results: [
        { reason: 'dry_run', blocked: false },
        { reason: 'max_delta_exceeded', blocked: true, applied: false, dry_run: true },
      ],
      blocked_reasons: { max_delta_exceeded: 1 },
      k8s_plan_items: 1,
      sources_seen: ['file_telemetry', 'metrics_window'],
      observe_ingest: { dropped_missing_fields: 1, dropped_total: 1 },
      observe_record_raw_path: 'raw/t.jsonl',
      observe_record_raw_lines_written: 21,
    });
    expect(mk.text('p/k8s_plan.json')).not.toContain('concurrency');
    const [trace] = jsonl('p/decision_trace_latest.jsonl');
    expect(trace).toMatchObject({
      results: { blocked_reason: 'max_delta_exceeded', blocked_reasons: { max_delta_exceeded: 1 } },
    });
    expect(mk.json('p/policy_bundle_latest.json')).toMatchObject({
      inputs: { passport_id: 'perf', passport_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    await run('q', [...flags, '--passport', 'pilot']);
    expect(reasons('q')).toEqual(['chord_not_allowed', 'chord_not_allowed']);
    expect(mk.json('q/k8s_plan.json')).toEqual([]);
  });

  it('shows the kill switch, and what cannot be read as on', async () => {
    const kill = (out: string) => [report(out).kill_switch_active, report(out).kill_switch_signal];
    await run('k1', [], { MODEKEEPER_KILL_SWITCH: ' on ' });
    await run('k2', [], { MODEKEEPER_KILL_SWITCH: 'off', MODEKEEPER_KILL_SWITCH_FILE: put('kill.txt', '1\n') });
    await run('k3', [], { MODEKEEPER_KILL_SWITCH_FILE: 'absent.txt' });
    await run('k4', [], { MODEKEEPER_KILL_SWITCH_FILE: put('off.txt', 'False\n') });
    expect(['k1', 'k2', 'k3', 'k4'].map(kill)).toEqual([
      [true, 'env:MODEKEEPER_KILL_SWITCH'],
      [true, 'file:kill.txt'],
      [true, 'kill_switch_unreliable'],
      [false, null],
    ]);
    // A dry run goes on as ever.
    expect(reasons('k1')).toEqual(['dry_run', 'dry_run']);
  });

  it.each([
    [{ ...knobs, 'modekeeper/knob.grad_accum_steps': ' 4 ' }, true, ['k8s_deployment_template_knobs', 'k8s_knob_drift']],
    [{ ...knobs, 'modekeeper/knob.microbatch_size': 'x' }, true, ['k8s_deployment_template_knobs', 'k8s_knob_drift']],
    [knobs, false, ['k8s_deployment_template_knobs']],
  ])('drift-k8s: knobs %j of the Deployment decide', async (annotations, drift, notes) => {
    const object = JSON.stringify({ spec: { template: { metadata: { annotations } } } });
    put('kubectl.sh', `#!/bin/sh\n[ "$*" = "-n default get deployment/trainer -o json" ] && echo '${object}'\n`, 0o755);
    const out = `n${notes.length}${JSON.stringify(annotations).length}`;
    await run(out, [], { KUBECTL: './kubectl.sh' });
    expect(report(out)).toMatchObject({
      source: 'synthetic',
      signals: { drift, notes },
      proposed_actions_count: drift ? 2 : 0,
      sample_count: 60,
      sources_seen: ['metrics_window', 'synthetic_telemetry'],
    });
    const [observed, source] = jsonl(`${out}/explain.jsonl`);
    expect(observed?.payload).toMatchObject({ source: 'k8s', k8s_mode_active: true, k8s_drift_triggered: drift });
    expect(source?.payload).toMatchObject({ source: 'k8s', namespace: 'default', k8s_drift_triggered: drift });
  });

  it('drift-k8s: a failing read leaves an ordinary synthetic run', async () => {
    put('broken.sh', '#!/bin/sh\nexit 1\n', 0o755);
    await run('o', [], { KUBECTL: './broken.sh' });
    expect(report('o')).toMatchObject({ signals: { notes: ['loss_drift'] }, proposed_actions_count: 2 });
    expect(jsonl('o/explain.jsonl')[0]?.payload).toMatchObject({ k8s_mode_requested: true, k8s_mode_active: false });
  });

  it.each([
    [['--observe-source', 'file'], '--observe-path is required when --observe-source file'],
    [['--observe-source', 'file', '--observe-path', 'a.txt'], 'Unsupported file type: a.txt'],
    [['--scenario', 'chaos'], expect.stringContaining('baseline, burst, cpu_pressure, drift')],
    [['--passport', 'nope'], expect.stringContaining("unknown template 'nope'; available: comm, cost")],
    [['--k8s-namespace', 'a;b'], expect.stringContaining('--k8s-namespace')],
    [['--policy', 'best'], "--policy 'best' is not one of: chord, scalar"],
    [['--observe-duration', '1.5ms'], "invalid duration: '1.5ms' (use e.g. 1.5s or 250ms)"],
  ])('%j: one line, exit 2, nothing written', async (flags, line) => {
    const { code, stderr } = await run('none', flags);
    expect([code, stderr.replace(/^ERROR: /, '').trimEnd()]).toEqual([2, line]);
    expect(readdirSync(mk.folder)).not.toContain('none');
  });
});
