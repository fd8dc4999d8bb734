import { describe, expect, it } from 'vitest';
import { send } from '../apply/send.ts';
import { waitRollout } from '../check/wait-rollout.ts';
import { systemClock } from '../clock.ts';
import type { Cluster, TargetRef } from '../cluster.ts';
import { jsonOf } from '../objects.ts';
import { eventually } from '../scene/eventually.ts';
import { kubectlProgram } from '../scene/kubectl.ts';
import { collectLog, podWithLog } from '../scene/pod-log.ts';
import { closed, makeScene, open } from '../scene/scene.ts';
import { verify } from '../verify/verify.ts';
import { kubectlCluster } from './cluster.ts';

const KNOB = 'modekeeper/knob.concurrency';
const knob = (value: string) => ({
  metadata: { annotations: { [KNOB]: value } },
  spec: { template: { metadata: { annotations: { [KNOB]: value } } } },
});

describe('the kubectl adapter on a real API server', () => {
  it('reads what the API adapter reads', async () => {
    const scene = await makeScene();
    await scene.deploy('trainer', { [KNOB]: '1' });
    const target = { namespace: scene.namespace, name: 'trainer' };
    const [api, kubectl] = [scene.connect().cluster, kubectlCluster(kubectlProgram())];
    expect(jsonOf(await read(kubectl, target))).toEqual(jsonOf(await read(api, target)));
    const asked: ((cluster: Cluster) => Promise<object>)[] = [
      (cluster) => cluster.getNamespace(scene.namespace),
      (cluster) => cluster.getNamespace('no-such-namespace'),
      (cluster) => cluster.getClusterUid(),
      (cluster) => cluster.serverVersion(),
      (cluster) => cluster.listDeployments(scene.namespace, 'app in (trainer)'),
      (cluster) => cluster.listDeployments(scene.namespace, 'app=('),
      (cluster) => cluster.listPods(scene.namespace, { matchLabels: { app: 'trainer' } }, 16),
      (cluster) => cluster.listPods(scene.namespace, {}, 16),
    ];
    for (const ask of asked) {
      const { kind, ...answer } = (await ask(api)) as { kind: string; value?: unknown };
      expect(await ask(kubectl)).toMatchObject({ kind, ...(kind === 'ok' ? { value: answer.value } : {}) });
    }
  });

  it('tells which rights it has', async () => {
    const scene = await makeScene();
    const rule = { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get'], resourceNames: ['trainer'] };
    const cluster = kubectlCluster(kubectlProgram(await scene.tokenWith([rule])));
    const query = { group: 'apps', resource: 'deployments', namespace: scene.namespace, name: 'trainer' };
    expect(await cluster.can({ ...query, verb: 'get' })).toMatchObject({ kind: 'ok', value: true });
    expect(await cluster.can({ ...query, verb: 'patch' })).toMatchObject({ kind: 'ok', value: false });
  });

  it('follows a log until it is told to stop, and says that a pod is gone', async () => {
    const { scene, name, write } = await podWithLog();
    const cluster = kubectlCluster(kubectlProgram());
    const stop = new AbortController();
    const input = { namespace: scene.namespace, container: 'main', signal: stop.signal };
    const { done, lines, seen } = collectLog(cluster.followPodLogs({ ...input, pod: name }));
    const linesThen = (wanted: string) =>
      eventually(
        async () => lines(),
        (all) => all.includes(wanted),
      );
    await linesThen('first');
    await write('second');
    expect(await linesThen('second')).toEqual(['first', 'second']);
    stop.abort();
    await done;
    expect(seen.every(({ kind }) => kind === 'line')).toBe(true);
    const missing = collectLog(cluster.followPodLogs({ ...input, pod: 'nobody', signal: AbortSignal.timeout(60_000) }));
    await missing.done;
    expect(missing.seen).toEqual([{ kind: 'gone' }]);
  });

  it('sends nothing through a closed gate, and what is too long not at all', async () => {
    const scene = await makeScene();
    await scene.deploy('trainer', { [KNOB]: '1' });
    const target = { namespace: scene.namespace, name: 'trainer' };
    const cluster = kubectlCluster(kubectlProgram());
    const { resourceVersion } = (await read(cluster, target)).metadata;
    for (const dry_run of [true, false])
      expect(await cluster.patchDeployment(target, knob('4'), { dry_run }, closed)).toMatchObject({
        kind: 'gated',
        reason: 'kill_switch_active',
        sent: false,
      });
    const long = { metadata: { annotations: { note: 'x'.repeat(200_000) } } };
    expect(await cluster.patchDeployment(target, long, { dry_run: false }, open)).toMatchObject({ kind: 'invalid', sent: false });
    expect((await read(cluster, target)).metadata.resourceVersion).toBe(resourceVersion);
  });

  it('carries the one apply of packages/kube from dry run to rollout, and its precondition', async () => {
    const scene = await makeScene();
    await scene.deploy('trainer', { [KNOB]: '1' });
    const target = { namespace: scene.namespace, name: 'trainer' };
    const cluster = kubectlCluster(kubectlProgram());
    const { uid } = (await read(cluster, target)).metadata;
    const input = { cluster, target, uid, patch: knob('4'), plan_id: 'pl_1', plan_digest: 'd', gate: open };
    const resource_version = await scene.atRest('trainer');
    expect(await verify(input)).toMatchObject({ kind: 'accepted' });
    const sent = await send({ ...input, resource_version });
    if (sent.answer.kind !== 'ok') throw new Error(sent.answer.message);
    const { generation = 0 } = sent.answer.value.metadata;
    const wait = { cluster, clock: systemClock, target, uid, generation, deadline_ms: Date.now() + 60_000 };
    expect(await waitRollout(wait)).toMatchObject({ kind: 'complete', live: { metadata: { annotations: { [KNOB]: '4' } } } });
    expect((await send({ ...input, resource_version })).outcome).toBe('conflict');
  });
});

async function read(cluster: Cluster, target: TargetRef) {
  const answer = await cluster.getDeployment(target);
  if (answer.kind !== 'ok') throw new Error(answer.message);
  return answer.value;
}
