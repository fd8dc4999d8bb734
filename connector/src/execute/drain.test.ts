import { expect, it, onTestFinished } from 'vitest';
import { failure } from '../testing/fake-cluster.ts';
import { stage } from '../testing/hostile.ts';
import { makeInstalled } from '../testing/process.ts';
import { makeTrust } from '../testing/trust.ts';
import { checkPlan } from './check.ts';

it('a stop during the last look of the checks ends nothing: the next process looks again', async () => {
  const trust = await makeTrust();
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const world = await stage(await makeInstalled(trust), stop.signal);
  const { plan_id, plan_digest, effect_digest, revision } = await world.verified();
  const approvals = [await trust.approve(plan_digest, effect_digest)];
  await world.say('plan_dispatch', { plan_id, plan_digest, effect_digest, approvals, revision: revision + 2 });
  await world.clock.run(() => world.process.plan()?.state === 'checking', 60_000);
  const record = world.process.plan();
  if (record === undefined) throw new Error('no plan');

  const { ctx } = world.process;
  const stopping = new AbortController();
  let reads = 0;
  const getDeployment: typeof ctx.cluster.getDeployment = async (target) => {
    reads += 1;
    if (reads === 1) return ctx.cluster.getDeployment(target);
    stopping.abort();
    return failure('timeout', null, 'no answer');
  };
  const step = checkPlan({ ...ctx, cluster: { ...ctx.cluster, getDeployment } }, record, stopping.signal);
  let result: string | null = null;
  void step.then((value) => {
    result = value;
  });
  await world.clock.run(() => result !== null, 120_000);
  expect([result, reads]).toEqual(['parked', 2]);
});
