import { expect, it, onTestFinished } from 'vitest';
import { FakeServer } from '../testing/fake-cluster.ts';
import { stage } from '../testing/hostile.ts';
import { makeInstalled } from '../testing/process.ts';
import { makeTrust } from '../testing/trust.ts';

it('nothing is proposed between the end of a plan and the moment in which that end is remembered, however long it takes', async () => {
  const trust = await makeTrust();
  const server = new FakeServer();
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const world = await stage(await makeInstalled(trust), stop.signal, { server });
  const plans = () => [...world.process.ctx.journal.value.plans.values()].map(({ state }) => state);

  const { plan_id, plan_digest, effect_digest, revision } = await world.verified();
  server.kill_switch = 'on';
  server.state_writable = false;
  const approvals = [await trust.approve(plan_digest, effect_digest)];
  await world.say('plan_dispatch', { plan_id, plan_digest, effect_digest, approvals, revision: revision + 2 });
  await world.pass(5 * 60_000);
  expect(plans()).toEqual(['blocked']);

  server.state_writable = true;
  expect(await world.end(plan_id)).toEqual(['blocked', 'kill_switch_active']);
  await world.pass(5 * 60_000);
  expect(plans()).toEqual(['blocked']);

  // The reason has gone, so the same changes may be proposed again.
  server.kill_switch = 'off';
  await world.pass(60_000);
  expect(plans()).toEqual(['blocked', 'verified']);
}, 60_000);
