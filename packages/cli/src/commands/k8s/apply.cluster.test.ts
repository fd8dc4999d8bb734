import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { binaryPath, readAuditLog, startFaultProxy, writeKubeconfig } from '@modekeeper/cluster';
import { makeScene, type Rule, type Scene } from '@modekeeper/kube/scene';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { type ApplyReport, concurrencyPatch } from '../../testing/apply-scene.ts';
import { writeLicence } from '../../testing/licensed.ts';
import { packedMk } from '../../testing/mk.ts';

const KNOB = 'modekeeper/knob.concurrency';
type Annotated = { metadata: { annotations?: Record<string, string> } };

/** Deployments with concurrency 8, a plan that makes it 4, and somebody licensed for this cluster only. */
async function prepared(names: readonly string[] = ['llm']) {
  const scene = await makeScene();
  for (const name of names) await scene.deploy(name, { [KNOB]: '8' });
  const mk = await packedMk();
  const { metadata } = await get<{ metadata: { uid: string } }>(scene, '/api/v1/namespaces/kube-system');
  await writeLicence(mk.folder, { bindings: { cluster_uid: metadata.uid } });
  const items = names.map((name) => ({ namespace: scene.namespace, name, patch: concurrencyPatch('4') }));
  writeFileSync(join(mk.folder, 'plan.json'), JSON.stringify(items));
  const env = { KUBECTL: binaryPath('kubectl'), KUBECONFIG: inject('kubeconfig') };
  const run = (verb: string, more: readonly string[] = [], other: Record<string, string> = {}) =>
    mk.run(['k8s', verb, '--plan', 'plan.json', '--out', 'r', ...more], { ...env, ...other });
  const path = (name: string) => `/apis/apps/v1/namespaces/${scene.namespace}/deployments/${name}`;
  const deployment = (name: string) => get<Annotated & { spec: { template: Annotated } }>(scene, path(name));
  return {
    mk,
    scene,
    run,
    env,
    /** Value in the pod template, and on the object. */
    values: async (name: string) => {
      const { metadata: object, spec } = await deployment(name);
      return [spec.template.metadata.annotations?.[KNOB], object.annotations?.[KNOB]];
    },
    patch: (name: string, body: object) => scene.admin.call({ method: 'PATCH', path: path(name), body, patch: 'merge' }),
    report: () => mk.json<ApplyReport>('r/k8s_apply_latest.json'),
    kubeconfigOf: async (rules: readonly Rule[]) => {
      const file = join(mk.folder, 'limited.kubeconfig');
      const token = await scene.tokenWith(rules);
      writeKubeconfig(file, { server: inject('apiServer'), caFile: inject('caFile'), token, user: 'limited' });
      // Its rights end at the namespace, and so does what it can say of the cluster.
      await writeLicence(mk.folder);
      return { KUBECONFIG: file };
    },
  };
}

async function get<T>({ admin }: Pick<Scene, 'admin'>, path: string): Promise<T> {
  return JSON.parse((await admin.call({ method: 'GET', path })).body) as T;
}

const READ: Rule = { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list', 'watch'] };
const PATCH: Rule = { apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch'] };

describe('mk k8s apply on a real cluster', () => {
  it('applies, waits for the rollouts, and is taken back by hand with the plan that it wrote', async () => {
    const { mk, env, run, report, values } = await prepared(['llm', 'other']);
    expect(await run('verify')).toMatchObject({ code: 0 });
    expect(await run('apply')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(report()).toMatchObject({
      ok: true,
      license_ok: true,
      verify_after_apply_verdict: 'pass',
      items: [
        { name: 'llm', reason: 'applied', rc: 0 },
        { name: 'other', reason: 'applied', rc: 0 },
      ],
    });
    expect(mk.json('r/verify_after_apply_latest.json')).toMatchObject({
      checks: { items: Array(2).fill({ values: { verdict: 'pass' }, rollout: { verdict: 'pass' } }) },
    });
    expect([await values('llm'), await values('other')]).toEqual(Array(2).fill(['4', '4']));
    // The report is about what was there before: it proves nothing now.
    expect(await run('apply')).toMatchObject({ code: 2, stderr: expect.stringContaining('verify_stale') });
    const back = ['--plan', 'r/rollback_plan_latest.json', '--out', 'back'];
    for (const verb of ['verify', 'apply'])
      expect(await mk.run(['k8s', verb, ...back], env)).toMatchObject({ code: 0, stderr: '' });
    expect([await values('llm'), await values('other')]).toEqual(Array(2).fill(['8', '8']));
  });

  it('where the right to patch is missing, nothing changes, and the report names the rule', async () => {
    const { kubeconfigOf, report, run, scene, values } = await prepared();
    await run('verify');
    const { code, stderr } = await run('apply', [], await kubeconfigOf([READ]));
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^ERROR: apply failed at .*; nothing was changed\n$/)]);
    expect(report()).toMatchObject({
      ok: false,
      items: [{ attempted: true, ok: false, reason: 'failed' }],
      details: {
        rbac: {
          verb: 'patch',
          resource: 'deployments',
          api_group: 'apps',
          namespace: scene.namespace,
          name: 'llm',
          suggested_rule: { apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch'] },
        },
      },
      rollback_verdict: 'not_run',
    });
    expect(await values('llm')).toEqual(['8', '8']);
  });

  it('where the second of two may not be patched, the first is taken back', async () => {
    const { kubeconfigOf, mk, report, run, values } = await prepared(['llm', 'other']);
    await run('verify');
    const kubeconfig = await kubeconfigOf([READ, { ...PATCH, resourceNames: ['llm'] }]);
    expect((await run('apply', [], kubeconfig)).code).toBe(1);
    expect(report().items.map(({ reason }) => reason)).toEqual(['rolled_back', 'failed']);
    expect(mk.json('r/rollback_attempt_latest.json')).toMatchObject({ trigger: 'apply_item_failed', verdict: 'pass' });
    expect([await values('llm'), await values('other')]).toEqual(Array(2).fill(['8', '8']));
  });

  it('an answer that gets lost is settled by the object: stored is applied', async () => {
    const { mk, report, run, values } = await prepared();
    const proxy = await startFaultProxy({ server: inject('apiServer'), stateDir: dirname(dirname(inject('caFile'))) });
    onTestFinished(() => proxy.stop());
    proxy.setRule(({ method, query }) => (method === 'PATCH' && !query.has('dryRun') ? { kind: 'lose_answer' } : undefined));
    await run('verify');
    const file = join(mk.folder, 'proxy.kubeconfig');
    writeKubeconfig(file, { server: proxy.server, caFile: inject('caFile'), token: inject('adminToken'), user: 'admin' });
    expect(await run('apply', [], { KUBECONFIG: file })).toMatchObject({ code: 0, stderr: '' });
    expect(report()).toMatchObject({ ok: true, items: [{ ok: true, reason: 'applied' }] });
    expect(report().items).not.toMatchObject([{ rc: 0 }]);
    expect(await values('llm')).toEqual(['4', '4']);
  });

  it('no gate lets a request through: the audit log of the server knows of none', async () => {
    const { patch, run, scene } = await prepared();
    const since = new Date();
    await run('verify');
    const blocked: [string, readonly string[], Record<string, string>][] = [
      ['kill', [], { MODEKEEPER_KILL_SWITCH: '1' }],
      ['license_invalid', ['--license-path', 'absent.json'], {}],
      ['passport_missing', ['--require-passport'], {}],
      ['passport_apply_disabled', ['--passport', 'safe'], {}],
    ];
    for (const [, flags, env] of blocked) expect((await run('apply', flags, env)).code).toBe(2);
    await patch('llm', { metadata: { annotations: { [KNOB]: '7' } } });
    expect(await run('apply')).toMatchObject({ code: 2, stderr: expect.stringContaining('verify_stale') });
    await patch('llm', { metadata: { labels: { last: 'yes' } } });
    const filter = { namespace: scene.namespace, name: 'llm', resource: 'deployments', verbs: ['patch'], dryRun: false, since };
    const seen = () => readAuditLog(inject('auditLogPath'), filter);
    await expect.poll(async () => (await seen()).length).toBeGreaterThanOrEqual(2);
    // Ours alone: the two of this test.
    expect((await seen()).map(({ userAgent }) => userAgent?.startsWith('kubectl') ?? false)).toEqual([false, false]);
  });
});
