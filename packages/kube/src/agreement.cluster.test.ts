import { randomUUID } from 'node:crypto';
import type { JsonObject } from '@modekeeper/contracts';
import { describe, expect, inject, it } from 'vitest';
import { connectApi } from './api/connect.ts';
import type { Cluster, TargetRef } from './cluster.ts';
import { kubectlFailure } from './kubectl/classify.ts';
import { kubectlCluster } from './kubectl/cluster.ts';
import { kubectlRunner } from './kubectl/run-kubectl.ts';
import { eventually } from './scene/eventually.ts';
import { kubectlProgram } from './scene/kubectl.ts';
import { installPolicy } from './scene/policy.ts';
import { connectionOf, makeScene, open, type Scene } from './scene/scene.ts';
import { verify } from './verify/verify.ts';

const KNOB = 'modekeeper/knob.concurrency';
const knob = (value: string): JsonObject => ({
  metadata: { annotations: { [KNOB]: value } },
  spec: { template: { metadata: { annotations: { [KNOB]: value } } } },
});
const ANSWER = /^(?:The \S+ "[^"]*" is invalid: ?:? ?|Error from server \(\w+\): )/;

/** The same dry run three ways: by either adapter, and as a person would send it. */
async function threeWays(where: { server: string; token: string }, target: TargetRef, patch: JsonObject) {
  const api = connectApi(connectionOf(where.server, where.token));
  try {
    const program = kubectlProgram(where.token, where.server);
    const byApi = await api.cluster.patchDeployment(target, patch, { dry_run: true }, open);
    const byKubectl = await kubectlCluster(program).patchDeployment(target, patch, { dry_run: true }, open);
    const flags = ['--type', 'merge', '--dry-run=server', '-o', 'name', '-p', JSON.stringify(patch)];
    const plain = await kubectlRunner(
      program.binary,
      program,
    )(['-n', target.namespace, 'patch', `deployment/${target.name}`, ...flags]);
    return { byApi, byKubectl, plain: plain.rc === 0 ? { kind: 'ok', stderr: plain.stderr } : kubectlFailure(plain) };
  } finally {
    api.close();
  }
}

type Row = { name: string; kind: string; patch: JsonObject; target?: Partial<TargetRef>; token?: string; server?: string };

/** A Deployment, somebody who may only read it, and a policy that refuses the canary's label. */
async function prepared(): Promise<{ scene: Scene; rows: Row[]; target: TargetRef }> {
  const scene = await makeScene();
  const target = { namespace: scene.namespace, name: 'trainer' };
  await scene.deploy('trainer', { [KNOB]: '1' });
  const get = { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get'] };
  const [reader, nobody] = [await scene.tokenWith([get]), await scene.tokenWith([])];
  await installPolicy(scene, `deny-${randomUUID().slice(0, 8)}`);
  const canary = { metadata: { labels: { 'modekeeper/canary': 'x' } } };
  const enforced = () => scene.connect().cluster.patchDeployment(target, canary, { dry_run: true }, open);
  await eventually(enforced, ({ kind }) => kind !== 'ok');
  const rows: Row[] = [
    { name: 'accepted', kind: 'ok', patch: knob('4') },
    { name: 'nothing changes', kind: 'ok', patch: knob('1') },
    { name: 'missing namespace', kind: 'not_found', patch: knob('4'), target: { namespace: 'no-such-namespace' } },
    { name: 'missing Deployment', kind: 'not_found', patch: knob('4'), target: { name: 'nobody' } },
    { name: 'may read, not patch', kind: 'forbidden', patch: knob('4'), token: reader },
    { name: 'may do nothing', kind: 'forbidden', patch: knob('4'), token: nobody },
    { name: 'unknown to the server', kind: 'forbidden', patch: knob('4'), token: 'wrong' },
    { name: 'wrong type', kind: 'invalid', patch: { spec: { replicas: 'many' } } },
    { name: 'value out of range', kind: 'invalid', patch: { spec: { replicas: -1 } } },
    { name: 'immutable field', kind: 'invalid', patch: { spec: { selector: { matchLabels: { app: 'other' } } } } },
    { name: 'admission denied', kind: 'invalid', patch: canary },
    { name: 'conflict', kind: 'conflict', patch: { ...knob('4'), metadata: { resourceVersion: '1' } } },
    { name: 'unreachable', kind: 'unreachable', patch: knob('4'), server: 'https://127.0.0.1:1' },
  ];
  return { scene, rows, target };
}

describe('both adapters and plain kubectl', () => {
  it('agree on every plan, good or bad', async () => {
    const { rows, target } = await prepared();
    for (const row of rows) {
      const where = { server: row.server ?? inject('apiServer'), token: row.token ?? inject('adminToken') };
      const { byApi, byKubectl, plain } = await threeWays(where, { ...target, ...row.target }, row.patch);
      expect([row.name, byApi.kind, byKubectl.kind, plain.kind]).toEqual([row.name, row.kind, row.kind, row.kind]);
      if (byApi.kind === 'ok' || byKubectl.kind === 'ok' || !('message' in plain)) continue;
      // None of them says that something was sent which was not.
      expect([row.name, byApi.sent, byKubectl.sent]).toEqual([row.name, byApi.sent, byApi.sent]);
      expect([row.name, byKubectl.denial]).toEqual([row.name, byApi.denial]);
      expect([row.name, byKubectl.message.replace(ANSWER, '')]).toEqual([row.name, plain.message.replace(ANSWER, '')]);
    }
  });

  it('a field that no schema knows: both adapters refuse it, where plain kubectl warns and lets the server drop it', async () => {
    const { target } = await prepared();
    const where = { server: inject('apiServer'), token: inject('adminToken') };
    const { byApi, byKubectl, plain } = await threeWays(where, target, { spec: { replicaz: 3 } });
    expect([byApi.kind, byKubectl.kind, plain.kind]).toEqual(['invalid', 'invalid', 'ok']);
    expect(plain).toMatchObject({ stderr: expect.stringContaining('unknown field "spec.replicaz"') });
    expect(byKubectl).toMatchObject({ message: expect.stringContaining('unknown field "spec.replicaz"') });
  });

  it('find the same effect when they verify, and the same reason when they cannot', async () => {
    const { rows, scene, target } = await prepared();
    const { uid } = (await read(scene.connect().cluster, target)).metadata;
    for (const { name, patch, target: other } of rows.filter(
      ({ server, token }) => server === undefined && token === undefined,
    )) {
      const input = { target: { ...target, ...other }, uid, patch, plan_id: 'pl_1', plan_digest: 'd', gate: open };
      const [byApi, byKubectl] = [
        await verify({ ...input, cluster: scene.connect().cluster }),
        await verify({ ...input, cluster: kubectlCluster(kubectlProgram()) }),
      ];
      expect([name, byKubectl.kind]).toEqual([name, byApi.kind]);
      if (byApi.kind === 'accepted') expect(byKubectl).toMatchObject({ effect: byApi.effect, preimage: byApi.preimage });
      if ('failure' in byApi) expect(byKubectl).toMatchObject({ failure: { kind: byApi.failure.kind } });
    }
  });
});

async function read(cluster: Cluster, target: TargetRef) {
  const answer = await cluster.getDeployment(target);
  if (answer.kind !== 'ok') throw new Error(answer.message);
  return answer.value;
}
