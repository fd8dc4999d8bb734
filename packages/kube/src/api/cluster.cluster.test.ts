import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { readAuditLog } from '@modekeeper/cluster';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { settle } from '../apply/settle.ts';
import { jsonOf } from '../objects.ts';
import { eventually } from '../scene/eventually.ts';
import { installPolicy } from '../scene/policy.ts';
import { closed, makeScene, open } from '../scene/scene.ts';

const knob = (value: string | null) => ({ metadata: { annotations: { 'modekeeper/knob.concurrency': value } } });

describe('the API adapter on a real API server', () => {
  it('reads objects without losing a field, with the clock of the server', async () => {
    const scene = await makeScene();
    await scene.deploy('trainer', { 'modekeeper/knob.concurrency': '1' });
    const { cluster } = scene.connect();
    const path = `/apis/apps/v1/namespaces/${scene.namespace}/deployments/trainer`;
    const { body } = await scene.admin.call({ method: 'GET', path });
    const read = await cluster.getDeployment({ namespace: scene.namespace, name: 'trainer' });
    if (read.kind !== 'ok') throw new Error(read.message);
    expect(jsonOf(read.value)).toEqual(JSON.parse(body));
    expect(Math.abs((read.date_ms ?? 0) - Date.now())).toBeLessThan(5000);
  });

  it('names the cluster by the uid of kube-system, and its version', async () => {
    const { admin, connect } = await makeScene();
    const { body } = await admin.call({ method: 'GET', path: '/api/v1/namespaces/kube-system' });
    const { cluster } = connect();
    expect(await cluster.getClusterUid()).toMatchObject({ kind: 'ok', value: JSON.parse(body).metadata.uid });
    expect(await cluster.serverVersion()).toMatchObject({ kind: 'ok', value: { major: '1' } });
  });

  it('not_found: an object or a namespace that is not there', async () => {
    const { namespace, connect } = await makeScene();
    const { cluster } = connect();
    expect(await cluster.getDeployment({ namespace, name: 'nobody' })).toMatchObject({
      kind: 'not_found',
      reason: 'NotFound',
      status: 404,
    });
    expect(await cluster.getNamespace('no-such-namespace')).toMatchObject({ kind: 'not_found', status: 404 });
  });

  it('forbidden: what the Role does not grant, on read, dry run and write; patch alone suffices for a dry run', async () => {
    const scene = await makeScene();
    const target = { namespace: scene.namespace, name: 'trainer' };
    await scene.deploy('trainer');
    const none = scene.connect(await scene.tokenWith([]));
    expect(await none.cluster.getDeployment(target)).toMatchObject({ kind: 'forbidden', reason: 'Forbidden', status: 403 });
    const refused = await none.cluster.patchDeployment(target, knob('4'), { dry_run: false }, open);
    expect(refused).toMatchObject({
      kind: 'forbidden',
      status: 403,
      message: expect.stringContaining('cannot patch resource "deployments"'),
    });
    expect(settle(refused)).toBe('refused');
    const rule = { apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch'], resourceNames: ['trainer'] };
    const patcher = scene.connect(await scene.tokenWith([rule]));
    expect(await patcher.cluster.patchDeployment(target, knob('4'), { dry_run: true }, open)).toMatchObject({ kind: 'ok' });
  });

  it('forbidden: a token that nobody knows', async () => {
    const { namespace, connect } = await makeScene();
    expect(await connect('wrong').cluster.getNamespace(namespace)).toMatchObject({
      kind: 'forbidden',
      reason: 'Unauthorized',
      status: 401,
    });
  });

  it('conflict: a stale resourceVersion, and nothing is stored', async () => {
    const scene = await makeScene();
    const target = { namespace: scene.namespace, name: 'trainer' };
    await scene.deploy('trainer');
    const { cluster } = scene.connect();
    const patch = { metadata: { resourceVersion: '1', annotations: { 'modekeeper/knob.concurrency': '4' } } };
    for (const dry_run of [true, false]) {
      expect(await cluster.patchDeployment(target, patch, { dry_run }, open)).toMatchObject({
        kind: 'conflict',
        reason: 'Conflict',
        status: 409,
      });
    }
    expect(await cluster.getDeployment(target)).not.toHaveProperty('value.metadata.annotations.modekeeper/knob.concurrency');
  });

  it('invalid: an unknown field, without quoting the object, which may hold secrets', async () => {
    const scene = await makeScene();
    await scene.deploy('trainer', { note: 'sesame' });
    const target = { namespace: scene.namespace, name: 'trainer' };
    const answer = await scene.connect().cluster.patchDeployment(target, { spec: { replicaz: 3 } }, { dry_run: true }, open);
    expect(answer).toMatchObject({
      kind: 'invalid',
      status: 422,
      message: expect.stringContaining('unknown field "spec.replicaz"'),
    });
    expect(answer).not.toHaveProperty('denial');
    expect(JSON.stringify(answer)).not.toContain('sesame');
  });

  it('invalid: a denial by a policy names policy, binding and message', async () => {
    const scene = await makeScene();
    const name = `deny-${randomUUID().slice(0, 8)}`;
    await scene.deploy('trainer');
    await installPolicy(scene, name);
    const { cluster } = scene.connect();
    const target = { namespace: scene.namespace, name: 'trainer' };
    const patch = { metadata: { labels: { 'modekeeper/canary': 'x' } } };
    const answer = await eventually(
      () => cluster.patchDeployment(target, patch, { dry_run: true }, open),
      ({ kind }) => kind !== 'ok',
    );
    expect(answer).toMatchObject({
      kind: 'invalid',
      status: 422,
      denial: { policy: name, binding: `${name}-binding`, message: 'metadata changed' },
    });
  });

  it('gated: a closed gate sends nothing, not even a dry run', async () => {
    const scene = await makeScene();
    await scene.deploy('trainer');
    const { cluster } = scene.connect();
    const target = { namespace: scene.namespace, name: 'trainer' };
    for (const dry_run of [true, false]) {
      const answer = await cluster.patchDeployment(target, knob('4'), { dry_run }, closed);
      expect(answer).toMatchObject({ kind: 'gated', reason: 'kill_switch_active', sent: false });
      expect(settle(answer)).toBe('not_sent');
    }
    await cluster.patchDeployment(target, knob('5'), { dry_run: true }, open);
    const patches = () =>
      readAuditLog(inject('auditLogPath'), { namespace: scene.namespace, name: 'trainer', verbs: ['patch'], dryRun: true });
    const seen = await eventually(patches, (events) => events.length > 0);
    expect(JSON.stringify(seen)).toContain('"5"');
    expect(JSON.stringify(seen)).not.toContain('"4"');
  });

  it('asks the gate once per request, after everything else is ready', async () => {
    const scene = await makeScene();
    await scene.deploy('trainer');
    let asked = 0;
    const gate = () => {
      asked += 1;
      return open();
    };
    await scene
      .connect()
      .cluster.patchDeployment({ namespace: scene.namespace, name: 'trainer' }, knob('4'), { dry_run: true }, gate);
    expect(asked).toBe(1);
  });

  it('rate_limited: the answer of a full priority level', async () => {
    const scene = await makeScene();
    const name = `full-${randomUUID().slice(0, 8)}`;
    const flow = '/apis/flowcontrol.apiserver.k8s.io/v1';
    const limited = {
      nominalConcurrencyShares: 0,
      lendablePercent: 0,
      borrowingLimitPercent: 0,
      limitResponse: { type: 'Reject' },
    };
    await scene.create(`${flow}/prioritylevelconfigurations`, { metadata: { name }, spec: { type: 'Limited', limited } });
    const subject = { kind: 'Group', group: { name: `system:serviceaccounts:${scene.namespace}` } };
    const resourceRules = [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], namespaces: ['*'], clusterScope: true }];
    await scene.create(`${flow}/flowschemas`, {
      metadata: { name },
      spec: { matchingPrecedence: 10, priorityLevelConfiguration: { name }, rules: [{ subjects: [subject], resourceRules }] },
    });
    onTestFinished(async () => {
      for (const kind of ['flowschemas', 'prioritylevelconfigurations'])
        await scene.admin.call({ method: 'DELETE', path: `${flow}/${kind}/${name}` });
    });
    const { cluster } = scene.connect(await scene.tokenWith([]));
    // No share still means one seat: only requests at the same time find the level full.
    const crowd = () => Promise.all(Array.from({ length: 40 }, () => cluster.getNamespace(scene.namespace)));
    const answers = await eventually(crowd, (all) => all.some(({ kind }) => kind === 'rate_limited'));
    const answer = answers.find(({ kind }) => kind === 'rate_limited');
    expect(answer).toMatchObject({ kind: 'rate_limited', status: 429, retry_after_ms: expect.any(Number) });
  });

  it('timeout: the server gives up after 10 s when admission hangs, and the outcome is unknown', async () => {
    const scene = await makeScene();
    await scene.deploy('trainer');
    const hanging = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((ready) => hanging.once('listening', ready));
    const address = hanging.address();
    const name = `hang-${randomUUID().slice(0, 8)}`;
    const path = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
    onTestFinished(async () => {
      await scene.admin.call({ method: 'DELETE', path: `${path}/${name}` });
      hanging.close();
    });
    await scene.create(path, {
      metadata: { name },
      webhooks: [
        {
          name: 'hang.example.com',
          clientConfig: { url: `https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/` },
          rules: [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['UPDATE'], resources: ['deployments'] }],
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': scene.namespace } },
          failurePolicy: 'Fail',
          timeoutSeconds: 30,
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
        },
      ],
    });
    const { cluster } = scene.connect();
    const target = { namespace: scene.namespace, name: 'trainer' };
    const answer = await eventually(
      () => cluster.patchDeployment(target, knob('4'), { dry_run: false }, open),
      ({ kind }) => kind !== 'ok',
    );
    // At the deadline the server answers 504, or cuts the connection when its handler has begun to write its own error just then
    // (k8s.io/apiserver, server/filters/timeout.go, baseTimeoutWriter.timeout). Nobody can tell from either whether it was stored.
    expect(answer.kind === 'timeout' ? answer.status : answer.kind).toBeOneOf([504, 'unreachable']);
    expect(answer).toMatchObject({ sent: true });
    expect(settle(answer)).toBe('unknown');
  });

  it('tells which rights it has', async () => {
    const scene = await makeScene();
    const rule = { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get'], resourceNames: ['trainer'] };
    const { cluster } = scene.connect(await scene.tokenWith([rule]));
    const query = { group: 'apps', resource: 'deployments', namespace: scene.namespace, name: 'trainer' };
    expect(await cluster.can({ ...query, verb: 'get' })).toMatchObject({ kind: 'ok', value: true });
    expect(await cluster.can({ ...query, verb: 'patch' })).toMatchObject({ kind: 'ok', value: false });
  });

  it('lists the pods of the own selector of a workload, and only those', async () => {
    const scene = await makeScene();
    await scene.deploy('trainer');
    await scene.deploy('other');
    const { cluster } = scene.connect();
    const list = () => cluster.listPods(scene.namespace, { matchLabels: { app: 'trainer' } }, 16);
    const answer = await eventually(list, (found) => found.kind === 'ok' && found.value.pods[0]?.phase === 'Running');
    expect(answer).toMatchObject({
      kind: 'ok',
      value: { total: 1, pods: [{ phase: 'Running', containers: ['main'], deleting: false }] },
    });
    expect(await cluster.listPods(scene.namespace, {}, 16)).toMatchObject({
      kind: 'invalid',
      reason: 'selector_unusable',
      sent: false,
    });
  });

  it('lists the names that a label selector matches, over as many pages as it takes, and says when it cannot be read', async () => {
    const scene = await makeScene();
    const { cluster } = scene.connect();
    const list = (selector: string) => cluster.listDeployments(scene.namespace, selector);
    // One more than a page of 100; asleep, so that nothing runs.
    const names = Array.from({ length: 101 }, (_, n) => `d${String(n).padStart(3, '0')}`);
    const labels = { app: 'many' };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'pretend' }] } };
    const spec = { replicas: 0, selector: { matchLabels: labels }, template };
    const path = `/apis/apps/v1/namespaces/${scene.namespace}/deployments`;
    for (const name of names) await scene.create(path, { metadata: { name, labels: { ...labels, name } }, spec });
    expect(await list('app in (many,few)')).toMatchObject({ kind: 'ok', value: names });
    expect(await list('app=many,name=d007')).toMatchObject({ kind: 'ok', value: ['d007'] });
    expect(await list('app=few')).toMatchObject({ kind: 'ok', value: [] });
    expect(await list('app=(')).toMatchObject({ kind: 'invalid', status: 400 });
  });
});
