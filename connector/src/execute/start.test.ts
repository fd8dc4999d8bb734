import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { type Stage, stage, type Verified } from '../testing/hostile.ts';
import { type Installed, makeInstalled } from '../testing/process.ts';
import { makeTrust, type TestTrust } from '../testing/trust.ts';

let trust: TestTrust;
let installed: Installed;
beforeAll(async () => {
  trust = await makeTrust();
  installed = await makeInstalled(trust);
});

function begin(): Promise<Stage> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  return stage(installed, stop.signal);
}

async function dispatch(world: Stage, { plan_id, plan_digest, effect_digest, revision }: Verified): Promise<void> {
  const approvals = [await trust.approve(plan_digest, effect_digest)];
  await world.say('plan_dispatch', { plan_id, plan_digest, effect_digest, approvals, revision: revision + 2 });
}

it('a cancel that comes while everything is being looked at once more is followed: nothing was sent yet', async () => {
  const world = await begin();
  const plan = await world.verified();
  // The plan waits for its approvals to be noted.
  world.server.state_writable = false;
  await dispatch(world, plan);
  await world.pass(5000);
  const reason = 'cancelled_by_person';
  await world.say('plan_close', { plan_id: plan.plan_id, terminal: 'cancelled', reason, revision: plan.revision + 3 });
  world.server.state_writable = true;
  expect(await world.end(plan.plan_id)).toEqual(['cancelled', reason]);
  expect(world.server.writes).toEqual([]);
});

it('is superseded when somebody wrote between the look that it was made on and the one that proved it', async () => {
  const world = await begin();
  world.server.kill_switch = 'on';
  await world.clock.run(() => world.process.plan() !== undefined, 120_000);
  const knob = { 'modekeeper/knob.concurrency': '2' };
  world.server.foreign({ metadata: { annotations: knob }, spec: { template: { metadata: { annotations: knob } } } });
  world.server.kill_switch = 'off';
  world.process.executor.pokeAll();
  // People read "from 1 to 4", and what was proved is "from 2 to 4".
  const plan = await world.verified();
  await dispatch(world, plan);
  expect(await world.end(plan.plan_id)).toEqual(['superseded', 'preimage_changed']);
  expect(world.server.writes).toEqual([]);
});

it('is superseded when a field that it would write was written since it was proved, the value that counts or its mirror', async () => {
  const world = await begin();
  const plan = await world.verified();
  world.server.foreign({ metadata: { annotations: { 'modekeeper/knob.concurrency': '3' } } });
  await dispatch(world, plan);
  expect(await world.end(plan.plan_id)).toEqual(['superseded', 'preimage_changed']);
  expect(world.server.writes).toEqual([]);
});

it('expires when the last moment for sending has passed before everything could be looked at', async () => {
  const world = await begin();
  const plan = await world.verified();
  // The canary of verifying was answered; the one after the dispatch is not.
  await world.pass(1000);
  world.server.mute_canary = true;
  await dispatch(world, plan);
  // 15 minutes after the dispatch; the plan itself would live for hours.
  await world.pass(14 * 60_000);
  expect(world.process.plan()?.state).toBe('dispatched');
  expect(await world.end(plan.plan_id)).toEqual(['expired', 'send_deadline']);
  world.server.mute_canary = false;
  await world.pass(60_000);
  expect(world.server.writes).toEqual([]);
});
