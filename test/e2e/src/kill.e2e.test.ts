import { waitFor } from '@modekeeper/cluster';
import { describe, expect, it } from 'vitest';
import { metrics } from './support/connector.ts';
import { expectAppliedOnce, expectEnd, expectNothingApplied, UNTOUCHED } from './support/expectations.ts';
import { isApply } from './support/faults.ts';
import { type Installed, reinstallTrainer, TARGET } from './support/install.ts';
import { configMapPath, deploymentPath, knobs, patch } from './support/objects.ts';
import { sceneForAll } from './support/online-stack.ts';
import { approve, ended, nextPlan, showPlan, untilState } from './support/plans.ts';
import { type Scene, scenario } from './support/scenario.ts';
import { brief, effectivePatches, patchesOf, planOf } from './support/witness.ts';

type Scope = { scope_type: string; scope_id: string };
const engage = ({ seeded }: Scene, scope: Scope) =>
  seeded.owner.post('/v1/kill-switches', { ...scope, active: true, reason: 'e2e: stop' });

async function lift({ seeded, stack }: Scene, scope: Scope): Promise<void> {
  const { password } = stack.platform.secrets.logins.owner;
  await seeded.owner.post('/v1/step-up', { method: 'password', password });
  await seeded.owner.post('/v1/kill-switches', { ...scope, active: false, reason: 'e2e: go on' });
}

/** Turns a switch on for as long as `play` takes: the organization's would stop every other test of this file as well. */
async function underSwitch<T>(scene: Scene, scope: Scope, play: () => Promise<T>): Promise<T> {
  await engage(scene, scope);
  try {
    return await play();
  } finally {
    await lift(scene, scope);
  }
}

/** Waits until the connector has looked at its target several times more: it had every chance to do what it must not do. */
async function severalTicks({ stack }: Scene, at: Installed): Promise<void> {
  const samples = async () => Number((await metrics(stack, at)).match(/modekeeper_samples_total\{[^}]*\} (\d+)/)?.[1] ?? 0);
  const first = await samples();
  // 20 samples are 4 s, which are 8 ticks.
  await waitFor(async () => (await samples()) >= first + 20, { what: 'more samples', timeout_ms: 60_000 });
}

describe('kill switches', () => {
  const scene = sceneForAll();

  it('stop everything in the organization: an approved plan is refused in the cluster, a new one is not even proved; lifted, the next goes through', async () => {
    const { seeded, stack } = scene();
    const scope = { scope_type: 'organization', scope_id: seeded.organization_id };
    await scenario(scene(), 'kill', async (at) => {
      const first = await nextPlan(seeded, at.cluster_id, 'verified');
      const second = await underSwitch(scene(), scope, async () => {
        const since = new Date();
        await approve(stack, seeded, first);
        const end = await ended(seeded.owner, first.id);
        expectEnd(end, 'blocked', 'kill_switch_active');
        expect(end.receipt?.kill).not.toBeNull();
        await reinstallTrainer(stack, at.target_namespace);
        const next = await nextPlan(seeded, at.cluster_id, 'proposed', [first.id]);
        await severalTicks(scene(), at);
        expect((await showPlan(seeded.owner, next.id)).state).toBe('proposed');
        expect((await patchesOf(stack.cluster, at, since)).map(brief)).toEqual([]);
        return next;
      });
      const verified = await untilState(seeded.owner, second.id, ['verified']);
      await approve(stack, seeded, verified);
      expectEnd(await ended(seeded.owner, second.id), 'confirmed');
      await expectAppliedOnce(stack, at, second.id);
      expect((await showPlan(seeded.owner, first.id)).state).toBe('blocked');
    });
  });

  const sources: [string, (at: Installed) => Promise<unknown>][] = [
    ['cluster', (at) => engage(scene(), { scope_type: 'cluster', scope_id: at.cluster_id })],
    [
      'workload',
      (at) => engage(scene(), { scope_type: 'workload', scope_id: `${at.cluster_id}/${at.target_namespace}/${TARGET}` }),
    ],
    [
      'configmap',
      (at) =>
        patch(scene().stack.cluster.client, configMapPath(at.namespace, `${at.release}-kill`), { data: { kill_switch: 'on' } }),
    ],
    [
      'annotation',
      (at) =>
        patch(scene().stack.cluster.client, `/api/v1/namespaces/${at.target_namespace}`, {
          metadata: { annotations: { 'modekeeper/apply': null } },
        }),
    ],
  ];
  it.concurrent.each(sources)('turned on for the %s stops an approved plan without one more request', async (name, turnOn) => {
    const { seeded, stack } = scene();
    await scenario(scene(), `kill-${name}`, async (at) => {
      const plan = await nextPlan(seeded, at.cluster_id, 'verified');
      await turnOn(at);
      const since = new Date();
      await approve(stack, seeded, plan);
      expectEnd(await ended(seeded.owner, plan.id), 'blocked', 'kill_switch_active');
      expect((await patchesOf(stack.cluster, at, since)).map(brief)).toEqual([]);
      await expectNothingApplied(stack, at);
    });
  });

  /** The change's answer is lost (or the change never arrives); then the switch is turned on before anybody has looked. */
  async function stopInUnknown(
    label: string,
    lost: 'lose_answer' | 'cut',
    play: (at: Installed, plan_id: string) => Promise<void>,
  ) {
    const { seeded, stack } = scene();
    const run = async (at: Installed) => {
      const scope = { scope_type: 'cluster', scope_id: at.cluster_id };
      const plan = await nextPlan(seeded, at.cluster_id, 'verified');
      stack.setFault(at.target_namespace, (call) => (isApply(at)(call) ? { kind: lost } : undefined));
      await approve(stack, seeded, plan);
      await untilState(seeded.owner, plan.id, ['unknown']);
      await engage(scene(), scope);
      stack.setFault(at.target_namespace, null);
      const since = new Date();
      await play(at, plan.id);
      const { state } = (await ended(seeded.owner, plan.id)).plan;
      expect((await patchesOf(stack.cluster, at, since)).map(brief)).toEqual([]);
      await lift(scene(), scope);
      await severalTicks(scene(), at);
      expect((await showPlan(seeded.owner, plan.id)).state).toBe(state);
      // A new plan may be proved by now; of this one nothing is heard any more.
      const later = await patchesOf(stack.cluster, at, since);
      expect(later.filter((event) => planOf(event) === plan.id).map(brief)).toEqual([]);
    };
    await scenario(scene(), label, run, { behind_proxy: true });
  }

  it.concurrent('turned on while nobody knows, and part of the change stands: halted_partial names what remains, and nothing resumes', () =>
    stopInUnknown('kill-partial', 'lose_answer', async (at, plan_id) => {
      const { seeded, stack } = scene();
      const path = deploymentPath(at.target_namespace, TARGET);
      const annotations = { 'modekeeper/knob.concurrency': '3' };
      await patch(stack.cluster.client, path, { spec: { template: { metadata: { annotations } } } });
      const end = await ended(seeded.owner, plan_id);
      expectEnd(end, 'halted_partial', 'kill_switch_active');
      expect(end.receipt?.objects[0]?.after).toMatchObject({
        '/spec/template/metadata/annotations/modekeeper~1knob.concurrency': '3',
        '/spec/template/metadata/annotations/modekeeper~1knob.dataloader_prefetch_factor': '2',
      });
      expect(await effectivePatches(stack.cluster, at)).toHaveLength(1);
    }));

  it.concurrent('turned on while nobody knows, and all of the change stands: it is watched to its end without one more request', () =>
    stopInUnknown('kill-landed', 'lose_answer', async (at, plan_id) => {
      const { seeded, stack } = scene();
      expectEnd(await ended(seeded.owner, plan_id), 'confirmed');
      await expectAppliedOnce(stack, at, plan_id);
    }));

  it.concurrent('turned on while nobody knows, and nothing of the change arrived: blocked, and the target is as it was', () =>
    stopInUnknown('kill-cut', 'cut', async (at, plan_id) => {
      const { seeded, stack } = scene();
      expectEnd(await ended(seeded.owner, plan_id), 'blocked', 'kill_switch_active');
      expect(await knobs(stack.cluster.client, at.target_namespace, TARGET)).toEqual(UNTOUCHED);
      await expectNothingApplied(stack, at);
    }));
});
