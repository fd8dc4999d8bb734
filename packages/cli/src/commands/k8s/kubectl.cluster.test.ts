import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binaryPath, createClient, writeKubeconfig } from '@modekeeper/cluster';
import { expect, inject, it, onTestFinished } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();

it('verify and preflight say of a real cluster what is so: accepted, denied, absent', async () => {
  const admin = createClient({ server: inject('apiServer'), caFile: inject('caFile'), token: inject('adminToken') });
  const namespace = `mk-${randomUUID().slice(0, 8)}`;
  onTestFinished(async () => {
    await admin.call({ method: 'DELETE', path: `/api/v1/namespaces/${namespace}` });
    admin.close();
  });
  const create = async (path: string, body: object) => {
    const { status, body: answer } = await admin.call({ method: 'POST', path, body });
    if (status >= 300) throw new Error(answer);
    return JSON.parse(answer) as { metadata: { uid: string }; status: { token: string } };
  };
  await create('/api/v1/namespaces', { metadata: { name: namespace } });
  const labels = { app: 'llm' };
  const container = { name: 'c', image: 'modekeeper/none', resources: { limits: { 'nvidia.com/gpu': '2' } } };
  const deployment = await create(`/apis/apps/v1/namespaces/${namespace}/deployments`, {
    metadata: { name: 'llm', annotations: { 'modekeeper/knob.concurrency': '2' } },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  });
  const env = { KUBECTL: binaryPath('kubectl'), KUBECONFIG: inject('kubeconfig') };
  const patch = { metadata: { annotations: { 'modekeeper/knob.concurrency': '4' } } };
  const verify = async (name: string, KUBECONFIG = env.KUBECONFIG) => {
    writeFileSync(join(mk.folder, 'plan.json'), JSON.stringify([{ namespace, name, patch }]));
    const { code, stderr } = await mk.run(['k8s', 'verify', '--plan', 'plan.json', '--out', 'r'], { ...env, KUBECONFIG });
    expect([code, stderr]).toEqual([0, '']);
    return mk.json<Record<string, unknown>>('r/k8s_verify_latest.json');
  };
  expect(await verify('llm')).toMatchObject({
    ok: true,
    verify_blocker: null,
    diagnostics: {
      kubectl_version: expect.stringMatching(/^v1\./),
      server_version: expect.stringMatching(/^v1\./),
      auth_can_i_patch_deployments: true,
    },
    checks: {
      items: [
        { preimage: { uid: deployment.metadata.uid, values: { '/metadata/annotations/modekeeper~1knob.concurrency': '2' } } },
      ],
    },
  });
  expect(await verify('nobody')).toMatchObject({ ok: false, verify_blocker: { kind: 'deployment_missing', name: 'nobody' } });

  await create(`/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name: 'reader' } });
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
  const rules = [
    { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
    { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get'] },
  ];
  await create(`${rbac}/roles`, { metadata: { name: 'reader' }, rules });
  await create(`${rbac}/rolebindings`, {
    metadata: { name: 'reader' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace }],
  });
  const { status } = await create(`/api/v1/namespaces/${namespace}/serviceaccounts/reader/token`, { spec: {} });
  const kubeconfig = join(mk.folder, 'reader.kubeconfig');
  writeKubeconfig(kubeconfig, { server: inject('apiServer'), caFile: inject('caFile'), token: status.token, user: 'reader' });
  expect(await verify('llm', kubeconfig)).toMatchObject({
    ok: false,
    verify_blocker: { kind: 'rbac_denied', index: 0 },
    diagnostics: { auth_can_i_patch_deployments: false, auth_can_i_get_deployments: true },
    details: {
      rbac: { user: `system:serviceaccount:${namespace}:reader`, verb: 'patch', resource: 'deployments', namespace, name: 'llm' },
    },
  });

  const preflight = ['k8s', 'preflight', '--k8s-namespace', namespace, '--k8s-deployment', 'llm', '--out', 'p', '--json'];
  const { stdout } = await mk.run(preflight, env);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, top_blocker: null, ns: namespace, deploy_gpu_request: 2 });
});
