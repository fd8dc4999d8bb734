import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planSha256 } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, fakeKubectl } from '../../testing/fake-kubectl.ts';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const patch = { metadata: { annotations: { 'modekeeper/knob.concurrency': '4' } } };
const item = (name: string, namespace = 'train') => ({ namespace, name, patch });
const ITEM = item('llm');
const LIVE = { metadata: { uid: 'u-1', annotations: { 'modekeeper/knob.concurrency': '2' } } };
const VERSIONS: FakeAnswer[] = [
  { when: "'version --client -o json'", stdout: '{"clientVersion":{"gitVersion":"v1.36.3"}}' },
  { when: "'version -o json'", stdout: '{"serverVersion":{"gitVersion":"v1.36.1"}}' },
];
const HEALTHY: FakeAnswer[] = [
  { when: "'config current-context'", stdout: 'prod\n' },
  ...VERSIONS,
  { when: '*can-i*get*', stdout: 'no\n', rc: 1 },
  { when: '*can-i*', stdout: 'Warning\nyes\n' },
  { when: '*get*-o\\ json', stdout: JSON.stringify(LIVE) },
  { when: '*', stdout: 'ok\n' },
];
let runs = 0;
async function verify(plan: object, answers: FakeAnswer[] | null) {
  runs += 1;
  const out = `v${runs}`;
  writeFileSync(join(mk.folder, 'plan.json'), JSON.stringify(plan));
  const kubectl = answers === null ? null : fakeKubectl(mk.folder, `kubectl-${runs}`, answers);
  const env = { KUBECTL: kubectl?.path ?? '/no/such/kubectl' };
  const result = await mk.run(['k8s', 'verify', '--plan', 'plan.json', '--out', out], env);
  const events = mk
    .text(`${out}/explain.jsonl`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; payload: Record<string, unknown> });
  return { ...result, out, events, calls: kubectl?.calls() ?? [] };
}
const report = (out: string) => mk.json<Record<string, unknown>>(`${out}/k8s_verify_latest.json`);
const failing = (when: string, stderr: string, rc = 1): FakeAnswer[] => [{ when, stderr, rc }, ...HEALTHY];

describe('mk k8s verify', () => {
  it('asks in order, changes nothing, and reports every field', async () => {
    const { calls, code, events, out, stderr } = await verify([ITEM], HEALTHY);
    expect([code, stderr]).toEqual([0, '']);
    expect(calls).toEqual([
      'config current-context',
      'get namespace/train -o name',
      '-n train get deployment/llm -o name',
      `-n train patch deployment/llm --type merge --dry-run=server -o name -p ${JSON.stringify(patch)}`,
      '-n train get deployment/llm -o json',
      'version --client -o json',
      'version -o json',
      '-n train auth can-i patch deployments',
      '-n train auth can-i get deployments',
    ]);
    expect(report(out)).toEqual({
      schema_version: 'v0',
      started_at: expect.stringMatching(/Z$/),
      finished_at: expect.stringMatching(/Z$/),
      duration_s: expect.any(Number),
      out_dir: out,
      mode: 'plan_only',
      apply_requested: false,
      dry_run: true,
      k8s_plan_path: 'plan.json',
      k8s_plan_items: 1,
      k8s_namespace: 'train',
      k8s_deployment: 'llm',
      plan_sha256: planSha256([ITEM]),
      objects: [{ namespace: 'train', name: 'llm', kind: 'Deployment' }],
      kubectl_context: 'prod',
      diagnostics: {
        kubectl_version: 'v1.36.3',
        server_version: 'v1.36.1',
        auth_can_i_patch_deployments: true,
        auth_can_i_get_deployments: false,
        auth_can_i_patch_deployments_by_namespace: { train: true },
        auth_can_i_get_deployments_by_namespace: { train: false },
      },
      checks: {
        kubectl_present: true,
        current_context: { ok: true, rc: 0, stderr: '' },
        items: [
          {
            namespace: 'train',
            name: 'llm',
            object: 'deployment/llm',
            namespace_exists: true,
            deployment_exists: true,
            dry_run: { attempted: true, mode: 'server', ok: true, rc: 0, stderr: '' },
            auth_can_i_patch_deployments: true,
            auth_can_i_get_deployments: false,
            preimage: {
              uid: 'u-1',
              values: { '/metadata/annotations/modekeeper~1knob.concurrency': '2' },
              sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
            },
          },
        ],
      },
      verify_blocker: null,
      ok: true,
      notes: [],
    });
    expect(events.map(({ event }) => event)).toEqual(['k8s_verify_start', 'k8s_verify_checked', 'k8s_verify_report']);
    const twin = readdirSync(join(mk.folder, out)).find((name) => /^k8s_verify_\d{8}_\d{6}\.json$/.test(name));
    expect(mk.text(`${out}/${twin}`)).toBe(mk.text(`${out}/k8s_verify_latest.json`));
  });

  it('stops after the first item that fails, and parses what access is missing', async () => {
    const denied =
      'Error from server (Forbidden): deployments.apps "b" is forbidden: User "u" cannot patch resource "deployments" in API group "apps" in the namespace "train"\n';
    const { calls, code, out } = await verify(
      { items: [item('a'), item('b'), item('c', 'other')] },
      failing('*patch*/b*', denied),
    );
    expect(code).toBe(0);
    expect(calls.some((call) => call.includes('deployment/c'))).toBe(false);
    expect(calls.slice(-4)).toEqual(
      ['other', 'train'].flatMap((space) => ['patch', 'get'].map((verb) => `-n ${space} auth can-i ${verb} deployments`)),
    );
    expect(report(out)).toMatchObject({
      ok: false,
      k8s_namespace: 'mixed',
      objects: [{}, {}, {}],
      diagnostics: {
        auth_can_i_patch_deployments: null,
        auth_can_i_patch_deployments_by_namespace: { other: true, train: true },
      },
      checks: { items: [{ dry_run: { ok: true } }, { preimage: null, dry_run: { ok: false, rc: 1, stderr: denied.trim() } }] },
      verify_blocker: { kind: 'rbac_denied', index: 1, namespace: 'train', name: 'b' },
      details: { rbac: { user: 'u', verb: 'patch', name: 'b' } },
    });
  });

  it.each([
    ['namespace_missing', 0, failing("'get namespace/train -o name'", 'Error from server (NotFound): …')],
    ['deployment_missing', 0, failing('*deployment/llm\\ -o\\ name', 'Error from server (NotFound): …')],
    ['cluster_unreachable', null, failing('*deployment/llm\\ -o\\ name', 'dial tcp: lookup x: no such host')],
    ['cluster_unreachable', null, failing("'config current-context'", 'error: current-context is not set')],
    ['dry_run_failed', 0, failing('*dry-run*', 'admission webhook denied', 7)],
  ])('%s (index %s): exit 0, ok false, no details', async (kind, index, answers) => {
    const { code, out } = await verify(ITEM, answers);
    expect(code).toBe(0);
    expect(report(out)).toMatchObject({ ok: false, verify_blocker: { kind, index } });
    expect(report(out)).not.toHaveProperty('details');
  });

  it('lists every item when there is no kubectl, and says what it could not ask', async () => {
    const { events, out } = await verify([item('a'), item('b', 'other')], null);
    expect(report(out)).toMatchObject({
      ok: false,
      kubectl_context: null,
      checks: {
        kubectl_present: false,
        current_context: { ok: false, rc: 127 },
        items: ['a', 'b'].map((name) => ({
          name,
          namespace_exists: false,
          dry_run: { attempted: false, mode: null, ok: false, stderr: 'kubectl not found' },
        })),
      },
      verify_blocker: { kind: 'kubectl_missing', index: null },
    });
    const faults = events.filter(({ event }) => event === 'k8s_verify_diagnostic').map(({ payload }) => payload);
    expect(faults.map(({ error }) => error)).toEqual(Array.from({ length: 6 }, () => 'kubectl_not_found'));
    expect(faults.map(({ namespace }) => namespace)).toEqual([null, null, 'other', 'other', 'train', 'train']);
  });

  it('an empty plan is ok where kubectl and a context are', async () => {
    const { out } = await verify([], HEALTHY);
    expect(report(out)).toMatchObject({ ok: true, notes: ['empty_plan'], k8s_deployment: 'mixed', verify_blocker: null });
    const without = await verify([], failing("'config current-context'", 'none'));
    expect(report(without.out)).toMatchObject({ ok: false, verify_blocker: { kind: 'cluster_unreachable' } });
  });

  it('tells of versions and answers that it could not read', async () => {
    const { calls, events, out } = await verify(
      [ITEM],
      [
        { when: '*can-i*', stdout: 'perhaps', stderr: 'odd' },
        { when: '*--short*', stdout: 'Client Version: v1.20.1\n' },
        { when: "'version -o json'", stdout: '{}', rc: 1 },
        { when: '*', stdout: 'x' },
      ],
    );
    expect(calls).toContain('version --client --short');
    expect(report(out)).toMatchObject({ diagnostics: { kubectl_version: 'v1.20.1', server_version: null } });
    const faults = events.filter(({ event }) => event === 'k8s_verify_diagnostic').map(({ payload }) => payload);
    expect(faults.map(({ error, name }) => `${name}: ${error}`)).toEqual([
      'server_version: server_version_failed',
      'auth_can_i_patch_deployments: auth_can_i_unexpected_output',
      'auth_can_i_get_deployments: auth_can_i_unexpected_output',
    ]);
    expect(faults[1]).toMatchObject({ namespace: null, rc: 0, stderr: 'odd' });
  });
});
