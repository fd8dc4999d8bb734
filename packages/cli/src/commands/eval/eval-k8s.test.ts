import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, fakeKubectl } from '../../testing/fake-kubectl.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const LOG = Array.from({ length: 70 }, (_, i) =>
  JSON.stringify({ ts: 1_700_000_000 + i, step_time_ms: i === 60 ? 900 : 100, throughput: 10, loss: 1 }),
).join('\n');
const ANSWERS: FakeAnswer[] = [
  { when: "'config current-context'", stdout: 'prod\n' },
  { when: "'get pods '*", stdout: JSON.stringify({ items: [{ metadata: { name: 'llm-0' }, spec: { nodeName: 'n1' } }] }) },
  { when: "'logs '*", stdout: LOG },
  { when: '*can-i*', stdout: 'yes\n' },
  { when: '*version*', stdout: '{}' },
  { when: '*get*-o\\ json', stdout: '{"metadata":{"uid":"u"}}' },
  { when: '*', stdout: 'ok\n' },
];
const FLAGS = ['eval', 'k8s', '--k8s-namespace', 'train', '--k8s-deployment', 'llm'];
const run = async (out: string, answers: FakeAnswer[], flags: string[] = []) => {
  const kubectl = fakeKubectl(mk.folder, `kubectl-${out}`, answers);
  const result = await mk.run([...FLAGS, '--out', out, ...flags], { KUBECTL: kubectl.path });
  return { ...result, calls: kubectl.calls() };
};
const events = (out: string) =>
  mk
    .text(`${out}/explain.jsonl`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; payload: Record<string, unknown> });

describe('mk eval k8s', () => {
  it('reads the log, plans, verifies and reports field by field; nothing is changed', async () => {
    const { calls, code, stderr, stdout } = await run('e', ANSWERS, ['--observe-duration', '90s']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      'verify_ok=true top_blocker=n/a unstable=false nodes_seen=1 gpu_models_seen=0 assessment_result_class=signal_found sample_count=70 window_s=69 signal_count=1 actionable_proposal_count=2 proposed_actions_count=2 eval=e/eval_latest.json summary=e/eval_summary.md\n',
    );
    expect(calls).toContain('logs -n train llm-0 --timestamps --since 90s');
    expect(
      calls.filter((call) => call.includes(' patch ') && !call.includes('--dry-run=server') && !call.includes('can-i')),
    ).toEqual([]);
    expect(mk.json('e/eval_latest.json')).toEqual({
      schema_version: 'eval.v0',
      started_at: expect.stringMatching(/Z$/),
      finished_at: expect.stringMatching(/Z$/),
      duration_s: expect.any(Number),
      out_dir: 'e',
      source: 'k8s',
      policy: 'chord',
      read_only: true,
      apply_requested: false,
      dry_run: true,
      sample_count: 70,
      telemetry_points_included: true,
      signals: expect.objectContaining({ burst: true, drift: false }),
      environment: { nodes_seen: ['n1'], gpu_models_seen: [], unstable: false, notes: [] },
      proposed_actions_count: 2,
      proposed_actions: [
        { knob: 'concurrency', target: 4, reason: 'latency_burst', chord: 'BURST-ABSORB' },
        { knob: 'dataloader_prefetch_factor', target: 2, reason: 'latency_burst', chord: 'BURST-ABSORB' },
      ],
      verify_ok: true,
      top_blocker: null,
      artifacts: {
        eval_latest_path: 'e/eval_latest.json',
        eval_summary_path: 'e/eval_summary.md',
        explain_path: 'e/explain.jsonl',
        observe_input_path: null,
        k8s_plan_path: 'e/k8s_plan.json',
        k8s_kubectl_plan_path: 'e/k8s_plan.kubectl.sh',
        k8s_verify_report_path: 'e/k8s_verify_latest.json',
      },
      key_artifacts: [
        'e/eval_latest.json',
        'e/eval_summary.md',
        'e/explain.jsonl',
        'e/k8s_plan.json',
        'e/k8s_plan.kubectl.sh',
        'e/k8s_verify_latest.json',
      ],
      assessment_result_class: 'signal_found',
      coverage_ok: true,
      window_s: 69,
      sources_seen: ['k8s_telemetry', 'kube_object_context', 'metrics_window'],
      evidence_quality: 'high',
      insufficient_evidence_reasons: [],
      signal_count: 1,
      actionable_proposal_count: 2,
      k8s_namespace: 'train',
      k8s_deployment: 'llm',
      k8s_plan_items: 1,
      k8s_verify_report_path: 'e/k8s_verify_latest.json',
    });
    expect(mk.json('e/k8s_verify_latest.json')).toMatchObject({ ok: true, k8s_plan_path: 'e/k8s_plan.json', k8s_plan_items: 1 });
    const told = events('e').filter(({ event }) => event !== 'k8s_verify_diagnostic');
    expect(told.map(({ event }) => event)).toEqual([
      'eval_start',
      'eval_signals',
      'eval_plan_written',
      'k8s_verify_start',
      'k8s_verify_checked',
      'k8s_verify_report',
      'eval_report',
    ]);
    expect(told[0]?.payload).toEqual({ source: 'k8s', out: 'e', duration_ms: 90_000, policy: 'chord' });
  });

  it('names what stands in the way of the plan, and a kubectl that is not there', async () => {
    const denied = { when: '*--dry-run=server*', stderr: 'Error from server (Forbidden): cannot patch', rc: 1 };
    const { code, stdout } = await run('d', [denied, ...ANSWERS]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^verify_ok=false top_blocker=rbac_denied /)]);
    expect(mk.text('d/eval_summary.md')).toContain('verify_ok: false\ntop_blocker: rbac_denied\n');
    const absent = await mk.run([...FLAGS, '--out', 'n'], { KUBECTL: '/no/such/kubectl' });
    expect([absent.code, absent.stdout]).toEqual([
      0,
      expect.stringMatching(
        /^verify_ok=false top_blocker=kubectl_missing .*assessment_result_class=insufficient_evidence sample_count=0 /,
      ),
    ]);
  });

  it.each([
    [['--container', 'a b'], /^ERROR: --container/],
    [['--k8s-deployment', 'A'], /^ERROR: --k8s-deployment/],
    [['--observe-duration', 'soon'], /^ERROR: invalid duration: 'soon'/],
  ])('%j: one line, exit 2, nothing written', async (flags, line) => {
    const { code, stderr } = await mk.run(['eval', 'k8s', ...flags, '--out', 'none']);
    expect([code, stderr]).toEqual([2, expect.stringMatching(line)]);
    expect(existsSync(join(mk.folder, 'none'))).toBe(false);
  });
});
