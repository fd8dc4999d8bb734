import { waitFor } from '@modekeeper/cluster';
import { describe, expect, it } from 'vitest';
import { podPath } from './support/connector.ts';
import { afterApply, points } from './support/crash-points.ts';
import { expectAppliedOnce, expectEnd, expectLandedOnce, expectNothingApplied } from './support/expectations.ts';
import { isApply, isDryRun, isRead, UNAVAILABLE } from './support/faults.ts';
import { type Installed, showCluster } from './support/install.ts';
import { deploymentPath, get, patch, remove } from './support/objects.ts';
import { sceneForAll } from './support/online-stack.ts';
import { approve, ended, nextPlan, showPlan, untilState, wayOf } from './support/plans.ts';
import { scenario } from './support/scenario.ts';

describe('a crash in the middle', () => {
  const scene = sceneForAll();

  it.concurrent.each(points)(
    'of the connector, when $title, ends in one effective change and a receipt',
    async ({ arm, label }) => {
      const { seeded, stack } = scene();
      const play = async (at: Installed) => {
        const plan = await nextPlan(seeded, at.cluster_id, 'verified');
        const pid = stack.connectors.pid(at.namespace);
        const trap = arm(stack, at);
        await approve(stack, seeded, plan);
        await stack.connectors.restarted(at.namespace, pid);
        expect(trap.fired()).toBe(true);
        expectEnd(await ended(seeded.owner, plan.id), 'confirmed');
        await expectAppliedOnce(stack, at, plan.id);
      };
      await scenario(scene(), label, play, { behind_proxy: true });
    },
  );

  it.concurrent('of the connection, so that the answer to the change is lost, ends in one effective change', async () => {
    const { seeded, stack } = scene();
    const play = async (at: Installed) => {
      const plan = await nextPlan(seeded, at.cluster_id, 'verified');
      let lost = 0;
      stack.setFault(at.target_namespace, (call) => {
        if (!isApply(at)(call)) return undefined;
        lost += 1;
        return { kind: 'lose_answer' };
      });
      await approve(stack, seeded, plan);
      const end = await ended(seeded.owner, plan.id);
      expectEnd(end, 'confirmed');
      expect(wayOf(end.plan)).toContain('unknown');
      expect(lost).toBe(1);
      await expectAppliedOnce(stack, at, plan.id);
    };
    await scenario(scene(), 'lost-answer', play, { behind_proxy: true });
  });

  it('of the control plane between approval and dispatch loses nothing: the plan goes out once the connector is there', async () => {
    const { seeded, stack } = scene();
    await scenario(scene(), 'cp-approved', async (at) => {
      const plan = await nextPlan(seeded, at.cluster_id, 'verified');
      const scale = (replicas: number) =>
        patch(stack.cluster.client, deploymentPath(at.namespace, at.release), { spec: { replicas } });
      await scale(0);
      await waitFor(async () => (await showCluster(seeded, at.cluster_id)).presence.state !== 'connected', {
        what: 'the connector to be gone',
        timeout_ms: 60_000,
      });
      await approve(stack, seeded, plan);
      await stack.platform.crashControlPlane();
      await stack.platform.restartControlPlane();
      expect((await showPlan(seeded.owner, plan.id)).state).toBe('approved');
      await scale(1);
      expectEnd(await ended(seeded.owner, plan.id), 'confirmed');
      await expectAppliedOnce(stack, at, plan.id);
    });
  });

  it('of the control plane the moment it has answered an approval neither loses nor doubles the plan', async () => {
    const { seeded, stack } = scene();
    await scenario(scene(), 'cp-answered', async (at) => {
      await approve(stack, seeded, await nextPlan(seeded, at.cluster_id, 'verified'));
      await stack.platform.crashControlPlane();
      await stack.platform.restartControlPlane();
      const [plan] = (await seeded.owner.get<{ items: { id: string }[] }>(`/v1/plans?cluster_id=${at.cluster_id}`)).items;
      const id = plan?.id ?? '';
      expectEnd(await ended(seeded.owner, id), 'confirmed');
      await expectAppliedOnce(stack, at, id);
    });
  });

  it('of the control plane while a plan is dispatched leaves the connector to end it, and learns of it afterwards', async () => {
    const { seeded, stack } = scene();
    const play = async (at: Installed) => {
      const plan = await nextPlan(seeded, at.cluster_id, 'verified');
      stack.setFault(at.target_namespace, (call) => (isDryRun(at)(call) ? UNAVAILABLE : undefined));
      await approve(stack, seeded, plan);
      await untilState(seeded.owner, plan.id, ['dispatched']);
      await stack.platform.crashControlPlane();
      stack.setFault(at.target_namespace, null);
      await stack.platform.restartControlPlane();
      expectEnd(await ended(seeded.owner, plan.id), 'confirmed');
      await expectAppliedOnce(stack, at, plan.id);
    };
    await scenario(scene(), 'cp-dispatched', play, { behind_proxy: true });
  });

  it('of the API server’s attention (it stands still for 13 s with the change in hand) ends in one effective change', async () => {
    const { seeded, stack } = scene();
    const play = async (at: Installed) => {
      const plan = await nextPlan(seeded, at.cluster_id, 'verified');
      const pid = stack.cluster.pids()['kube-apiserver'] as number;
      let paused = false;
      stack.setFault(at.target_namespace, (call) => {
        if (paused || !isApply(at)(call)) return undefined;
        paused = true;
        process.kill(pid, 'SIGSTOP');
        setTimeout(() => process.kill(pid, 'SIGCONT'), 13_000);
        return undefined;
      });
      await approve(stack, seeded, plan);
      const end = await ended(seeded.owner, plan.id);
      expect(paused).toBe(true);
      expectEnd(end, 'confirmed');
      await expectLandedOnce(stack, at, plan.id);
    };
    await scenario(scene(), 'api-paused', play, { behind_proxy: true });
  });

  it('of the API server with the change in hand ends in one effective change once it is back, or in none and says why', async () => {
    const { seeded, stack } = scene();
    const play = async (at: Installed) => {
      const plan = await nextPlan(seeded, at.cluster_id, 'verified');
      let killed: Promise<void> | undefined;
      stack.setFault(at.target_namespace, (call) => {
        if (killed !== undefined || !isApply(at)(call)) return undefined;
        killed = stack.cluster.killComponent('kube-apiserver');
        return { kind: 'delay', ms: 200 };
      });
      await approve(stack, seeded, plan);
      await untilState(seeded.owner, plan.id, ['applying', 'unknown']);
      await waitFor(async () => killed !== undefined, { what: 'the crash', timeout_ms: 60_000 });
      await killed;
      await stack.cluster.startComponent('kube-apiserver');
      const end = await ended(seeded.owner, plan.id);
      if (end.plan.state === 'blocked') {
        // A server that has just come back refuses everybody until it knows its Roles again: nothing landed, and the plan says so.
        expectEnd(end, 'blocked', 'api_forbidden');
        await expectNothingApplied(stack, at);
        return;
      }
      expectEnd(end, 'confirmed');
      await expectAppliedOnce(stack, at, plan.id);
    };
    await scenario(scene(), 'api-killed', play, { behind_proxy: true });
  });

  const drained = ['proposed', 'verifying', 'verified', 'approved', 'dispatched', 'applying', 'checking', 'confirmed'];

  it.concurrent('is none when the pod is deleted with the change in hand: the step is finished first, and the next pod goes on from there', async () => {
    const { seeded, stack } = scene();
    const play = async (at: Installed) => {
      const plan = await nextPlan(seeded, at.cluster_id, 'verified');
      const pod = await podPath(stack.cluster, at);
      const pid = stack.connectors.pid(at.namespace);
      let deleted: Promise<unknown> | undefined;
      stack.setFault(at.target_namespace, (call) => {
        if (deleted !== undefined || !isApply(at)(call)) return undefined;
        deleted = remove(stack.cluster.client, pod);
        return { kind: 'delay', ms: 3_000 };
      });
      await approve(stack, seeded, plan);
      await stack.connectors.restarted(at.namespace, pid);
      await deleted;
      const end = await ended(seeded.owner, plan.id);
      expectEnd(end, 'confirmed');
      // A process that is killed here leaves its successor `unknown` (above); one that drains does not.
      expect(wayOf(end.plan)).toEqual(drained);
      await expectAppliedOnce(stack, at, plan.id);
    };
    await scenario(scene(), 'drain-apply', play, { behind_proxy: true });
  });

  it.concurrent('is none when the process is told to stop (SIGTERM) while it watches the rollout: it ends by itself, and the next one goes on', async () => {
    const { seeded, stack } = scene();
    const play = async (at: Installed) => {
      const plan = await nextPlan(seeded, at.cluster_id, 'verified');
      const pid = stack.connectors.pid(at.namespace);
      const isWatching = afterApply(at, isRead(at), 1);
      let told = false;
      stack.setFault(at.target_namespace, (call) => {
        if (told || !isWatching(call)) return undefined;
        told = true;
        stack.connectors.signal(at.namespace, 'SIGTERM');
        return undefined;
      });
      await approve(stack, seeded, plan);
      await stack.connectors.restarted(at.namespace, pid);
      const end = await ended(seeded.owner, plan.id);
      expectEnd(end, 'confirmed');
      expect(wayOf(end.plan)).toEqual(drained);
      await expectAppliedOnce(stack, at, plan.id);
      type Pod = { status: { containerStatuses: { lastState: { terminated?: { exitCode: number } } }[] } };
      const { status } = await get<Pod>(stack.cluster.client, await podPath(stack.cluster, at));
      expect(status.containerStatuses[0]?.lastState.terminated?.exitCode).toBe(0);
    };
    await scenario(scene(), 'drain-check', play, { behind_proxy: true });
  });
});
