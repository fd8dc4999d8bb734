import type { ApiCall, ApiClient } from '@modekeeper/cluster';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asServiceAccount, send } from './support/api.ts';
import { apps, core, makeDeployment, makeNamespace } from './support/objects.ts';
import { chart, helm } from './support/run-helm.ts';
import { connectorValues, type Mode } from './support/values.ts';

const merge = (path: string, body: unknown, query: Record<string, string> = {}): ApiCall => ({
  method: 'PATCH',
  path,
  body,
  query,
});
const get = (path: string, query: Record<string, string> = {}): ApiCall => ({ method: 'GET', path, query });
const post = (path: string, kind: string, name: string): ApiCall => ({
  method: 'POST',
  path,
  body: { kind, metadata: { name } },
});
const remove = (path: string): ApiCall => ({ method: 'DELETE', path, query: { dryRun: 'All' } });
const knob = { spec: { template: { metadata: { annotations: { 'modekeeper/knob.concurrency': '2' } } } } };
const rbac = '/apis/rbac.authorization.k8s.io/v1';
const admission = '/apis/admissionregistration.k8s.io/v1';

/** What no mode may do. `own` is the release's namespace, `target` the workload's. */
const forbidden = (own: string, target: string): [string, ApiCall][] => [
  ['read another Deployment', get(`${apps(target)}/deployments/other`)],
  ['list Deployments', get(`${apps(target)}/deployments`)],
  ['patch another Deployment', merge(`${apps(target)}/deployments/other`, knob, { dryRun: 'All' })],
  [
    'replace the target',
    { method: 'PUT', path: `${apps(target)}/deployments/trainer`, body: { kind: 'Deployment', metadata: { name: 'trainer' } } },
  ],
  ['delete the target', remove(`${apps(target)}/deployments/trainer`)],
  ['delete all Deployments', remove(`${apps(target)}/deployments`)],
  ['create a Deployment', post(`${apps(target)}/deployments`, 'Deployment', 'mine')],
  ['read the target’s scale', get(`${apps(target)}/deployments/trainer/scale`)],
  ['scale the target', merge(`${apps(target)}/deployments/trainer/scale`, { spec: { replicas: 3 } })],
  ['write the target’s status', merge(`${apps(target)}/deployments/trainer/status`, { status: { replicas: 3 } })],
  ['create a Pod', post(`${core(target)}/pods`, 'Pod', 'mine')],
  ['patch a Pod', merge(`${core(target)}/pods/any`, { metadata: { labels: { a: 'b' } } })],
  ['delete a Pod', remove(`${core(target)}/pods/any`)],
  ['exec into a Pod', { method: 'POST', path: `${core(target)}/pods/any/exec`, query: { command: 'sh' } }],
  ['attach to a Pod', { method: 'POST', path: `${core(target)}/pods/any/attach` }],
  ['forward a port', { method: 'POST', path: `${core(target)}/pods/any/portforward` }],
  ['proxy to a Pod', get(`${core(target)}/pods/any/proxy`)],
  ['evict a Pod', post(`${core(target)}/pods/any/eviction`, 'Eviction', 'any')],
  ['add a debug container', merge(`${core(target)}/pods/any/ephemeralcontainers`, {})],
  ['patch a ReplicaSet', merge(`${apps(target)}/replicasets/any`, { spec: { replicas: 0 } })],
  ['read StatefulSets', get(`${apps(target)}/statefulsets`)],
  ['create a Job', post(`/apis/batch/v1/namespaces/${target}/jobs`, 'Job', 'mine')],
  ['read Secrets of the target’s namespace', get(`${core(target)}/secrets`)],
  ['read ConfigMaps of the target’s namespace', get(`${core(target)}/configmaps`)],
  ['create a ConfigMap in the target’s namespace', post(`${core(target)}/configmaps`, 'ConfigMap', 'mine')],
  ['read Services', get(`${core(target)}/services`)],
  ['read Events', get(`${core(target)}/events`)],
  [
    'annotate the target’s namespace',
    merge(`/api/v1/namespaces/${target}`, { metadata: { annotations: { 'modekeeper/apply': 'enabled' } } }),
  ],
  ['list its own Secrets', get(`${core(own)}/secrets`)],
  ['read its enrolment Secret', get(`${core(own)}/secrets/mk-enrollment`)],
  ['create a Secret', post(`${core(own)}/secrets`, 'Secret', 'mine')],
  ['delete its identity', remove(`${core(own)}/secrets/mk-identity`)],
  ['list ConfigMaps', get(`${core(own)}/configmaps`)],
  ['change its configuration', merge(`${core(own)}/configmaps/mk-config`, { data: {} })],
  ['change its trust', merge(`${core(own)}/configmaps/mk-trust`, { data: {} })],
  ['change its passports', merge(`${core(own)}/configmaps/mk-passports`, { data: {} })],
  ['lift its kill switch', merge(`${core(own)}/configmaps/mk-kill`, { data: { kill_switch: 'off' } })],
  [
    'replace its kill switch',
    { method: 'PUT', path: `${core(own)}/configmaps/mk-kill`, body: { kind: 'ConfigMap', metadata: { name: 'mk-kill' } } },
  ],
  ['delete its kill switch', remove(`${core(own)}/configmaps/mk-kill`)],
  ['delete its journal', remove(`${core(own)}/configmaps/mk-journal`)],
  ['read another Lease', get(`/apis/coordination.k8s.io/v1/namespaces/${own}/leases/other`)],
  ['read its own Deployment', get(`${apps(own)}/deployments/mk`)],
  ['change its own Deployment', merge(`${apps(own)}/deployments/mk`, { spec: { replicas: 2 } })],
  ['read Pods of its own namespace', get(`${core(own)}/pods`)],
  ['make a token', post(`${core(own)}/serviceaccounts/mk/token`, 'TokenRequest', 'mk')],
  ['create a Role', post(`${rbac}/namespaces/${target}/roles`, 'Role', 'mine')],
  ['create a RoleBinding', post(`${rbac}/namespaces/${target}/rolebindings`, 'RoleBinding', 'mine')],
  ['change its ClusterRole', merge(`${rbac}/clusterroles/modekeeper:${own}:mk`, { rules: [] })],
  ['create a ClusterRoleBinding', post(`${rbac}/clusterrolebindings`, 'ClusterRoleBinding', 'mine')],
  ['read admission policies', get(`${admission}/validatingadmissionpolicies`)],
  ['delete admission bindings', remove(`${admission}/validatingadmissionpolicybindings/any`)],
  ['create a webhook', post(`${admission}/mutatingwebhookconfigurations`, 'MutatingWebhookConfiguration', 'mine')],
  ['list Namespaces', get('/api/v1/namespaces')],
  ['read another Namespace', get('/api/v1/namespaces/default')],
  ['read Nodes', get('/api/v1/nodes')],
  ['read Pods of another namespace', get(`${core('kube-system')}/pods`)],
  ['read Secrets of another namespace', get(`${core('kube-system')}/secrets`)],
  ['read Pods of all namespaces', get('/api/v1/pods')],
];

/** What every mode may do, with the status that shows it (404 for what is allowed and not there). */
const allowed = (own: string, target: string): [string, number, ApiCall][] => [
  ['read the target', 200, get(`${apps(target)}/deployments/trainer`)],
  ['list ReplicaSets', 200, get(`${apps(target)}/replicasets`)],
  ['read a ReplicaSet', 404, get(`${apps(target)}/replicasets/any`)],
  ['list Pods', 200, get(`${core(target)}/pods`)],
  ['watch Pods', 200, get(`${core(target)}/pods`, { watch: '1', timeoutSeconds: '1' })],
  ['read a Pod', 404, get(`${core(target)}/pods/any`)],
  ['read a log', 404, get(`${core(target)}/pods/any/log`)],
  ['read the annotations of the target’s namespace', 200, get(`/api/v1/namespaces/${target}`)],
  ['read the cluster’s uid', 200, get('/api/v1/namespaces/kube-system')],
  ['read its kill switch', 200, get(`${core(own)}/configmaps/mk-kill`)],
  ['read its identity', 200, get(`${core(own)}/secrets/mk-identity`)],
  ['write its identity', 200, merge(`${core(own)}/secrets/mk-identity`, { data: { key: 'AAAA' } })],
  ...['journal', 'state'].flatMap((part): [string, number, ApiCall][] => {
    const path = `${core(own)}/configmaps`;
    const body = { kind: 'ConfigMap', metadata: { name: `mk-${part}` } };
    return [
      [`create its ${part}`, 201, post(path, 'ConfigMap', `mk-${part}`)],
      [`read its ${part}`, 200, get(`${path}/mk-${part}`)],
      [`replace its ${part}`, 200, { method: 'PUT', path: `${path}/mk-${part}`, body }],
    ];
  }),
  ['create its Lease', 201, post(`/apis/coordination.k8s.io/v1/namespaces/${own}/leases`, 'Lease', 'mk-lease')],
  ['read its Lease', 200, get(`/apis/coordination.k8s.io/v1/namespaces/${own}/leases/mk-lease`)],
];

/** Whether the account itself is told that it may impersonate; also shows that it may ask at all. */
async function mayImpersonate(client: ApiClient): Promise<boolean> {
  const spec = { resourceAttributes: { verb: 'impersonate', resource: 'users' } };
  const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
  const { status, body } = await client.call({
    method: 'POST',
    path,
    body: { kind: 'SelfSubjectAccessReview', apiVersion: 'authorization.k8s.io/v1', spec },
  });
  expect(status).toBe(201);
  return (JSON.parse(body) as { status: { allowed: boolean } }).status.allowed;
}

describe.each<Mode>(['observe', 'verify', 'apply'])('rights of the connector’s ServiceAccount in mode %s', (mode) => {
  let own: string;
  let target: string;
  let connector: ApiClient;

  beforeAll(async () => {
    own = await makeNamespace(`own-${mode}`);
    target = await makeNamespace(`target-${mode}`);
    await makeDeployment(target, 'trainer');
    await makeDeployment(target, 'other');
    await helm(['install', 'mk', chart('modekeeper-connector'), '--namespace', own], connectorValues(mode, target));
    connector = await asServiceAccount(own, 'mk');
  });
  afterAll(async () => {
    connector.close();
    await helm(['uninstall', 'mk', '--namespace', own]);
  });

  it('everything it needs is allowed', async () => {
    for (const [what, status, call] of allowed(own, target))
      expect([what, (await connector.call(call)).status]).toEqual([what, status]);
    const lease = `/apis/coordination.k8s.io/v1/namespaces/${own}/leases/mk-lease`;
    const { body } = await connector.call(get(lease));
    expect((await connector.call({ method: 'PUT', path: lease, body: JSON.parse(body) })).status).toBe(200);
    expect(await mayImpersonate(connector)).toBe(false);
  });

  it('everything else is 403', async () => {
    for (const [what, call] of forbidden(own, target)) {
      expect([what, await send(connector, call)]).toMatchObject([what, { status: 403, reason: 'Forbidden' }]);
    }
  });

  it(`${mode === 'observe' ? 'patching the target is 403, dry run included' : 'the named target can be patched, which a dry run needs too'}`, async () => {
    const status = mode === 'observe' ? 403 : 200;
    const path = `${apps(target)}/deployments/trainer`;
    expect((await send(connector, merge(path, knob, { dryRun: 'All' }))).status).toBe(status);
    expect((await send(connector, merge(path, knob))).status).toBe(status);
  });
});

describe('a selector in mode observe', () => {
  it('lets the connector list and read the Deployments of that namespace, and change none', async () => {
    const own = await makeNamespace('own-selector');
    const target = await makeNamespace('target-selector');
    await makeDeployment(target, 'other');
    const targets = [{ namespace: target, selector: 'app=other', container: 'trainer', passport: 'demo' }];
    await helm(
      ['install', 'mk', chart('modekeeper-connector'), '--namespace', own],
      connectorValues('observe', target, { targets }),
    );
    const connector = await asServiceAccount(own, 'mk');
    const path = `${apps(target)}/deployments`;
    expect((await send(connector, get(path, { labelSelector: 'app=other' }))).status).toBe(200);
    expect((await send(connector, get(path, { watch: '1', timeoutSeconds: '1' }))).status).toBe(403);
    expect((await send(connector, get(`${path}/other`))).status).toBe(200);
    expect((await send(connector, merge(`${path}/other`, knob, { dryRun: 'All' }))).status).toBe(403);
    expect((await send(connector, get(`${core(own)}/secrets`))).status).toBe(403);
    connector.close();
    await helm(['uninstall', 'mk', '--namespace', own]);
  });
});
