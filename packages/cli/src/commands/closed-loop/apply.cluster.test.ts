import { binaryPath } from '@modekeeper/cluster';
import { makeScene, type Scene } from '@modekeeper/kube/scene';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { writeLicence } from '../../testing/licensed.ts';
import type { LoopReport } from '../../testing/loop-scene.ts';
import { packedMk } from '../../testing/mk.ts';

type Annotated = { metadata: { annotations?: Record<string, string> } };
type Deployment = Annotated & { metadata: { generation: number }; spec: { template: Annotated } };

const BEFORE = { 'modekeeper/knob.grad_accum_steps': '4', 'modekeeper/knob.microbatch_size': '32' };
const AFTER = { 'modekeeper/knob.grad_accum_steps': '8', 'modekeeper/knob.microbatch_size': '32' };

/** A Deployment with knobs that drift-k8s mode wants otherwise, and somebody who may apply, on this cluster only. */
async function drifted() {
  const scene = await makeScene();
  await scene.deploy('llm', BEFORE);
  const mk = await packedMk();
  const { metadata } = await get<{ metadata: { uid: string } }>(scene, '/api/v1/namespaces/kube-system');
  await writeLicence(mk.folder, { bindings: { cluster_uid: metadata.uid } });
  const env = { KUBECTL: binaryPath('kubectl'), KUBECONFIG: inject('kubeconfig') };
  const target = ['--k8s-namespace', scene.namespace, '--k8s-deployment', 'llm'];
  return {
    scene,
    apply: (out: string, flags: readonly string[] = []) =>
      mk.run(['closed-loop', 'run', '--scenario', 'drift', ...target, '--out', out, '--apply', ...flags], env),
    report: (out: string) => mk.json<LoopReport>(`${out}/closed_loop_latest.json`),
    json: mk.json,
    deployment: () => get<Deployment>(scene, `/apis/apps/v1/namespaces/${scene.namespace}/deployments/llm`),
  };
}

async function get<T>({ admin }: Pick<Scene, 'admin'>, path: string): Promise<T> {
  return JSON.parse((await admin.call({ method: 'GET', path })).body) as T;
}

const knobsOf = ({ metadata }: Annotated) =>
  Object.fromEntries(Object.entries(metadata.annotations ?? {}).filter(([key]) => key.startsWith('modekeeper/knob.')));

describe('mk closed-loop run --apply on a real cluster', () => {
  it('sets what drifted, waits for the rollout, and finds nothing to do afterwards', async () => {
    const { apply, deployment, report } = await drifted();
    expect(await apply('one')).toMatchObject({ code: 0, stderr: '' });
    expect(report('one')).toMatchObject({
      results: Array(2).fill({ applied: true, reason: 'k8s_apply' }),
      apply_ok: true,
      verify_ok: true,
      verify_after_apply_verdict: 'pass',
      rollback_verdict: 'not_run',
      license_ok: true,
    });
    const changed = await deployment();
    expect([knobsOf(changed), knobsOf(changed.spec.template)]).toEqual([AFTER, AFTER]);
    expect(await apply('two')).toMatchObject({ code: 0, stderr: '' });
    expect(report('two')).toMatchObject({ proposed: [], apply_attempted: false, apply_decision_summary: 'apply not attempted' });
    expect((await deployment()).metadata.generation).toBe(changed.metadata.generation);
  });

  it('takes back a change whose rollout does not come about', async () => {
    const { apply, deployment, json, report, scene } = await drifted();
    // From now on no pod may be made in place of the one that there is.
    await scene.create(`/api/v1/namespaces/${scene.namespace}/resourcequotas`, {
      metadata: { name: 'none' },
      spec: { hard: { pods: '0' } },
    });
    const pod = { metadata: { name: 'probe' }, spec: { containers: [{ name: 'main', image: 'pretend' }] } };
    const path = `/api/v1/namespaces/${scene.namespace}/pods?dryRun=All`;
    const probe = async () => (await scene.admin.call({ method: 'POST', path, body: pod })).status;
    await expect.poll(probe).toBe(403);
    const { code, stderr } = await apply('r', ['--rollout-timeout', '3s']);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/; everything was taken back\n$/)]);
    expect(report('r')).toMatchObject({
      results: Array(2).fill({ applied: false, blocked: false, reason: 'k8s_apply_rolled_back' }),
      apply_ok: false,
      k8s_apply_rc: 1,
      verify_after_apply_verdict: 'fail',
      rollback_verdict: 'pass',
    });
    expect(json('r/rollback_attempt_latest.json')).toMatchObject({ trigger: 'verify_after_apply_failed', verdict: 'pass' });
    const now = await deployment();
    expect([knobsOf(now), knobsOf(now.spec.template)]).toEqual([BEFORE, BEFORE]);
  });

  it('has failed, and changed nothing, where the server accepts the dry run and refuses the patch', async () => {
    const { apply, deployment, report, scene } = await drifted();
    await refuseRealUpdates(scene);
    const { metadata } = await deployment();
    const { code, stderr } = await apply('r');
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^ERROR: apply failed at deployment llm in .*; nothing was changed\n$/),
    ]);
    expect(report('r')).toMatchObject({
      results: Array(2).fill({ applied: false, blocked: false, reason: 'k8s_apply_failed' }),
      verify_ok: true,
      apply_attempted: true,
      apply_ok: false,
      rollback_verdict: 'not_run',
    });
    expect((await deployment()).metadata.generation).toBe(metadata.generation);
  });
});

/** Lets dry runs through and refuses everything else; resolves when the server enforces it. */
async function refuseRealUpdates(scene: Scene): Promise<void> {
  const name = `dry-only-${scene.namespace}`;
  const base = '/apis/admissionregistration.k8s.io/v1';
  const rule = { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['UPDATE'], resources: ['deployments'] };
  await scene.create(`${base}/validatingadmissionpolicies`, {
    metadata: { name },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: { resourceRules: [rule] },
      matchConditions: [{ name: 'namespace', expression: `request.namespace == '${scene.namespace}'` }],
      validations: [{ expression: 'has(request.dryRun) && request.dryRun', message: 'only dry runs here' }],
    },
  });
  await scene.create(`${base}/validatingadmissionpolicybindings`, {
    metadata: { name },
    spec: { policyName: name, validationActions: ['Deny'] },
  });
  onTestFinished(async () => {
    for (const kind of ['validatingadmissionpolicybindings', 'validatingadmissionpolicies'])
      await scene.admin.call({ method: 'DELETE', path: `${base}/${kind}/${name}` });
  });
  const path = `/apis/apps/v1/namespaces/${scene.namespace}/deployments/llm`;
  const body = { metadata: { labels: { probe: 'yes' } } };
  const probe = async () => (await scene.admin.call({ method: 'PATCH', path, body, patch: 'merge' })).status;
  await expect.poll(probe).toBe(422);
}
