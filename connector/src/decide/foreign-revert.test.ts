import { expect, it, onTestFinished } from 'vitest';
import type { TargetWatch } from '../observe/target-watch.ts';
import { stage } from '../testing/hostile.ts';
import { makeInstalled } from '../testing/process.ts';
import { makeTrust } from '../testing/trust.ts';
import { Findings } from './findings.ts';
import { watchEffects } from './foreign-revert.ts';

it('a reading from before the plan was confirmed reverts nothing; one after it does', async () => {
  const trust = await makeTrust();
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const world = await stage(await makeInstalled(trust), stop.signal);
  const { ctx } = world.process;
  const before = world.server.deployment;
  const read_at_ms = world.clock.now_ms();
  const { plan_id, plan_digest, effect_digest, revision } = await world.verified();
  const approvals = [await trust.approve(plan_digest, effect_digest)];
  await world.say('plan_dispatch', { plan_id, plan_digest, effect_digest, approvals, revision: revision + 2 });
  expect(await world.end(plan_id)).toEqual(['confirmed', 'checks_passed']);

  const findings = new Findings(world.clock, () => undefined);
  const target = ctx.watchOf('ml/trainer')?.target;
  const seen = (at_ms: number) => ({ key: 'ml/trainer', target, live: before, read_at_ms: at_ms }) as TargetWatch;
  // The answer of a slow API server: the values are those from before the plan.
  await watchEffects(ctx, seen(read_at_ms), findings);
  expect(ctx.state.value.suppressed).toEqual([]);
  await watchEffects(ctx, seen(world.clock.now_ms()), findings);
  expect(ctx.state.value.suppressed).toHaveLength(1);
});
