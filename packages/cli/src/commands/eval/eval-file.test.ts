import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const trace = (name: string, lines: readonly object[]) =>
  writeFileSync(join(mk.folder, name), lines.map((line) => JSON.stringify(line)).join('\n'));
const burst = Array.from({ length: 70 }, (_, i) => ({
  ts: 1_700_000_000 + i,
  step_time_ms: i === 60 ? 900 : 100,
  loss: 1,
  throughput: 10,
  node: i % 2 === 0 ? 'b' : 'a',
  gpu_util_pct: 50,
}));

describe('mk eval file', () => {
  it('writes the report field by field, the summary line by line, and explains itself', async () => {
    trace('burst.jsonl', [...burst, { ts: 1_700_000_100 }]);
    const { code, stderr, stdout } = await mk.run(['eval', 'file', '--path', 'burst.jsonl', '--out', 'e']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      'verify_ok=n/a top_blocker=n/a unstable=true nodes_seen=2 gpu_models_seen=0 assessment_result_class=signal_found sample_count=70 window_s=69 signal_count=1 actionable_proposal_count=2 proposed_actions_count=2 eval=e/eval_latest.json summary=e/eval_summary.md\n',
    );
    expect(mk.json('e/eval_latest.json')).toEqual({
      schema_version: 'eval.v0',
      started_at: expect.stringMatching(/Z$/),
      finished_at: expect.stringMatching(/Z$/),
      duration_s: expect.any(Number),
      out_dir: 'e',
      source: 'file',
      policy: 'chord',
      read_only: true,
      apply_requested: false,
      dry_run: true,
      sample_count: 70,
      telemetry_points_included: true,
      signals: expect.objectContaining({ burst: true, drift: false, notes: ['latency_burst'] }),
      environment: { nodes_seen: ['a', 'b'], gpu_models_seen: [], unstable: true, notes: ['multiple_nodes_seen'] },
      proposed_actions_count: 2,
      proposed_actions: [
        { knob: 'concurrency', target: 4, reason: 'latency_burst', chord: 'BURST-ABSORB' },
        { knob: 'dataloader_prefetch_factor', target: 2, reason: 'latency_burst', chord: 'BURST-ABSORB' },
      ],
      verify_ok: null,
      top_blocker: null,
      artifacts: {
        eval_latest_path: 'e/eval_latest.json',
        eval_summary_path: 'e/eval_summary.md',
        explain_path: 'e/explain.jsonl',
        observe_input_path: 'burst.jsonl',
        k8s_plan_path: null,
        k8s_kubectl_plan_path: null,
        k8s_verify_report_path: null,
      },
      key_artifacts: ['burst.jsonl', 'e/eval_latest.json', 'e/eval_summary.md', 'e/explain.jsonl'],
      assessment_result_class: 'signal_found',
      coverage_ok: true,
      window_s: 69,
      sources_seen: ['file_telemetry', 'gpu_telemetry_allocation', 'metrics_window'],
      evidence_quality: 'high',
      insufficient_evidence_reasons: [],
      signal_count: 1,
      actionable_proposal_count: 2,
      observe_path: 'burst.jsonl',
      observe_ingest: expect.objectContaining({ dropped_missing_fields: 1, dropped_total: 1 }),
    });
    const lines = mk.text('e/eval_summary.md').trimEnd().split('\n');
    expect(lines.map((line) => line.split(': ')[0])).toEqual([
      'started_at',
      'finished_at',
      'duration_s',
      'source',
      'read_only',
      'verify_ok',
      'top_blocker',
      'environment.unstable',
      'environment.nodes_seen',
      'environment.gpu_models_seen',
      'assessment_result_class',
      'coverage_ok',
      'sample_count',
      'window_s',
      'sources_seen',
      'evidence_quality',
      'insufficient_evidence_reasons',
      'signal_count',
      'actionable_proposal_count',
      'proposed_actions_count',
      'key_artifacts:',
      '- burst.jsonl',
      '- e/eval_latest.json',
      '- e/eval_summary.md',
      '- e/explain.jsonl',
      'artifact.eval_latest_path',
      'artifact.eval_summary_path',
      'artifact.explain_path',
      'artifact.k8s_kubectl_plan_path',
      'artifact.k8s_plan_path',
      'artifact.k8s_verify_report_path',
      'artifact.observe_input_path',
    ]);
    expect(lines).toContain('environment.nodes_seen: ["a","b"]');
    expect(lines).toContain('verify_ok: n/a');
    const events = mk
      .text('e/explain.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });
    expect(events.map(({ event }) => event)).toEqual(['eval_start', 'eval_signals', 'eval_report']);
    expect(events[0]).toMatchObject({ payload: { source: 'file', out: 'e', duration_ms: 0, policy: 'chord' } });
    expect(events[2]).toMatchObject({ payload: { path: 'e/eval_latest.json', summary_path: 'e/eval_summary.md' } });
  });

  it('policy scalar proposes one knob; the summary as JSON has the same keys with null for n/a', async () => {
    trace('scalar.jsonl', burst);
    const { stdout } = await mk.run(['eval', 'file', '--path', 'scalar.jsonl', '--policy', 'scalar', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ verify_ok: null, top_blocker: null, proposed_actions_count: 1 });
    expect(mk.json('report/eval_latest.json')).toMatchObject({
      policy: 'scalar',
      proposed_actions: [{ knob: 'concurrency', target: 5, reason: 'scalar', chord: 'SCALAR' }],
    });
  });

  it('an empty trace is insufficient evidence, not a failure', async () => {
    trace('empty.jsonl', []);
    const { code, stdout } = await mk.run(['eval', 'file', '--path', 'empty.jsonl', '--out', 'x']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('assessment_result_class=insufficient_evidence sample_count=0')]);
    expect(mk.json('x/eval_latest.json')).toMatchObject({ telemetry_points_included: false, evidence_quality: 'low' });
  });

  it.each([
    [['--path', 'trace.txt'], 'Unsupported file type: trace.txt'],
    [['--path', 'burst.jsonl', '--detector', 'robust_v2'], "--detector 'robust_v2' is not one of: heuristic_v1"],
    [['--path', 'burst.jsonl', '--policy', 'best'], "--policy 'best' is not one of: chord, scalar"],
    [[], '--path is required; see --help'],
  ])('%j: one line, exit 2, nothing written', async (flags, line) => {
    const { code, stderr } = await mk.run(['eval', 'file', ...flags, '--out', 'none']);
    expect([code, stderr]).toEqual([2, `ERROR: ${line}\n`]);
    expect(existsSync(join(mk.folder, 'none'))).toBe(false);
  });
});
