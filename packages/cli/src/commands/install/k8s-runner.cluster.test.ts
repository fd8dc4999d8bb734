import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { binaryPath, createClient } from '@modekeeper/cluster';
import { expect, inject, it, onTestFinished } from 'vitest';
import { packedMk } from '../../testing/mk.ts';
import { runScript } from '../../testing/run-script.ts';

const mk = await packedMk();

it.each(['cluster', 'namespace'])(
  'a real API server takes the manifests of scope %s, grants what they say, and gives it all back',
  async (scope) => {
    const admin = createClient({ server: inject('apiServer'), caFile: inject('caFile'), token: inject('adminToken') });
    onTestFinished(() => admin.close());
    const name = `mk-${randomUUID().slice(0, 8)}`;
    const flags = ['--namespace', name, '--clusterrole', name, '--image', 'modekeeper/trainer', '--scope', scope, '--out', scope];
    expect((await mk.run(['install', 'k8s-runner', ...flags])).code).toBe(0);
    const env = { KUBECTL: binaryPath('kubectl'), KUBECONFIG: inject('kubeconfig') };
    await runScript(join(mk.folder, scope, 'apply.sh'), env);
    const may = async (verb: string, resource: string, group = '', namespace = name) => {
      const resourceAttributes = { verb, resource, group, namespace };
      const { body } = await admin.call({
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/subjectaccessreviews',
        body: { spec: { user: `system:serviceaccount:${name}:modekeeper-readonly`, resourceAttributes } },
      });
      return (JSON.parse(body) as { status: { allowed: boolean } }).status.allowed;
    };
    expect(await may('list', 'deployments', 'apps')).toBe(true);
    expect(await may('list', 'deployments', 'apps', 'default')).toBe(scope === 'cluster');
    expect(await may('get', 'secrets')).toBe(false);
    expect(await may('patch', 'deployments', 'apps')).toBe(false);
    const job = `/apis/batch/v1/namespaces/${name}/jobs/modekeeper-runner`;
    expect((await admin.call({ method: 'GET', path: job })).status).toBe(200);
    await runScript(join(mk.folder, scope, 'rollback.sh'), env);
    expect((await admin.call({ method: 'GET', path: `/api/v1/namespaces/${name}` })).status).toBe(404);
    expect(await may('list', 'deployments', 'apps')).toBe(false);
  },
);
