import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, fakeKubectl } from '../../testing/fake-kubectl.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const CHECKS = [
  'config current-context',
  'cluster-info',
  'get ns',
  '-n train get deploy llm -o wide',
  '-n train get pods -o wide',
  'auth can-i get pods -n train',
  'auth can-i get deployments.apps -n train',
];
const gpu = { 'nvidia.com/gpu': '4' };
const HEALTHY: FakeAnswer[] = [
  { when: "'config current-context'", stdout: 'prod\n' },
  { when: "'get nodes -o json'", stdout: JSON.stringify({ items: [{ status: { capacity: gpu } }] }) },
  { when: "'-n kube-system get ds -o name'", stdout: '' },
  { when: "'-n kube-system get pods -o name'", stdout: 'pod/NVIDIA-device-plugin-x' },
  {
    when: "'-n train get deploy llm -o json'",
    stdout: JSON.stringify({ spec: { template: { spec: { containers: [{ resources: { limits: gpu } }] } } } }),
  },
  { when: "'get ns'", stdout: Array.from({ length: 20 }, (_, index) => `ns-${index}`).join('\n') },
  { when: '*', stdout: 'yes\n' },
];
const preflight = (out: string, KUBECTL: string, ...more: string[]) =>
  mk.run(['k8s', 'preflight', '--k8s-namespace', 'train', '--k8s-deployment', 'llm', '--out', out, ...more], { KUBECTL });
type Report = { checks: { name: string; stdout_snip: string }[] } & Record<string, unknown>;

describe('mk k8s preflight', () => {
  it('asks the seven questions in order and says that all is well', async () => {
    const kubectl = fakeKubectl(mk.folder, 'healthy', HEALTHY);
    const { code, stderr, stdout } = await preflight('p', kubectl.path);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      'ok=true top_blocker=n/a context=prod ns=train deploy=llm preflight=p/preflight_latest.json ' +
        'summary=p/preflight_summary.md gpu_capacity_present=true device_plugin_present=true deploy_gpu_request=4\n',
    );
    expect(kubectl.calls().slice(0, 7)).toEqual(CHECKS);
    const { checks, ...report } = mk.json<Report>('p/preflight_latest.json');
    expect(report).toEqual({
      schema_version: 'preflight.v0',
      started_at: expect.stringMatching(/Z$/),
      finished_at: expect.stringMatching(/Z$/),
      duration_s: expect.any(Number),
      ok: true,
      top_blocker: null,
      k8s_context: 'prod',
      k8s_namespace: 'train',
      k8s_deployment: 'llm',
      gpu_capacity_present: true,
      nvidia_device_plugin_present: true,
      deploy_gpu_request: 4,
      notes: [],
      key_artifacts: ['p/preflight_latest.json', 'p/preflight_summary.md', 'p/explain.jsonl'],
    });
    expect(checks[0]).toEqual({ name: 'current_context', ok: true, rc: 0, stdout_snip: 'prod', stderr_snip: '' });
    expect(checks[2]?.stdout_snip.split('\n')).toHaveLength(13);
    expect(checks[2]?.stdout_snip).toMatch(/\nns-11\n\.\.\.\(truncated\)$/);
    expect(mk.text('p/preflight_summary.md')).toMatch(
      /^schema_version: preflight\.v0\nstarted_at: .*[\s\S]*\nnotes: \[\]\n\nchecks:\n- current_context: ok=true rc=0\n/,
    );
    const events = mk
      .text('p/explain.jsonl')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toEqual([
      'k8s_preflight_start',
      ...CHECKS.flatMap(() => ['k8s_preflight_check_start', 'k8s_preflight_check_result']),
      'k8s_preflight_report',
    ]);
  });

  it('names the first check that failed and goes on; GPUs that are not there are notes, no blockers', async () => {
    const kubectl = fakeKubectl(mk.folder, 'partial', [
      { when: "'-n train get deploy llm -o wide'", rc: 1, stderr: 'Error from server (NotFound)\n' },
      { when: "'auth can-i get pods -n train'", rc: 1, stdout: 'no\n' },
      { when: '*', stdout: '{}' },
    ]);
    const { code, stdout } = await preflight('q', kubectl.path, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, top_blocker: 'get_deployment_wide failed', deploy_gpu_request: 0 });
    const report = mk.json<Report>('q/preflight_latest.json');
    expect(report.notes).toEqual(['gpu_not_in_cluster', 'device_plugin_missing', 'deploy_not_requesting_gpu']);
    expect(report.checks).toHaveLength(7);
    expect(report.checks[3]).toMatchObject({ ok: false, rc: 1, stderr_snip: 'Error from server (NotFound)' });
  });

  it('says so when there is no kubectl', async () => {
    const { code, stdout } = await preflight('r', '/no/such/kubectl');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ok=false top_blocker=kubectl_not_found context=n\/a /);
    expect(mk.json('r/preflight_latest.json')).toMatchObject({
      k8s_context: null,
      checks: [{ rc: 127, ok: false }, {}, {}, {}, {}, {}, {}],
    });
  });

  it('refuses names that are none and a KUBECTL that cannot be run, before anything is written', async () => {
    writeFileSync(join(mk.folder, 'plain'), '');
    const { path } = fakeKubectl(mk.folder, 'unused', []);
    for (const [KUBECTL, ...more] of [
      [path, '--k8s-namespace', 'A'],
      [path, '--k8s-deployment', 'a;b'],
      [join(mk.folder, 'plain')],
    ] as const) {
      const { code, stderr } = await preflight('s', KUBECTL, ...more);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^ERROR: .*\n$/);
    }
    expect(() => mk.text('s/explain.jsonl')).toThrow(/ENOENT/);
  });
});
