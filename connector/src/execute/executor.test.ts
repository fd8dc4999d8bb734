import { expect, it, onTestFinished } from 'vitest';
import { stage } from '../testing/hostile.ts';
import { makeInstalled } from '../testing/process.ts';
import { makeTrust } from '../testing/trust.ts';

it('a step that fails after the end of its plan takes nothing else down: another connector has taken the state over', async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', note);
  const stop = new AbortController();
  onTestFinished(() => {
    stop.abort();
    process.off('unhandledRejection', note);
  });
  const world = await stage(await makeInstalled(await makeTrust()), stop.signal);
  const { plan_id, revision } = await world.verified();
  const { data, version } = world.server.objects.get('state') ?? { data: {}, version: 0 };
  const newer = { ...data, journal: JSON.stringify({ ...JSON.parse(data.journal ?? ''), fencing_token: 9 }) };
  world.server.objects.set('state', { data: newer, version: version + 1 });

  await world.say('plan_close', { plan_id, terminal: 'rejected', reason: null, revision: revision + 1 });
  await world.pass(1000);
  await new Promise((resolve) => setImmediate(resolve));
  expect([world.process.ctx.state.lost, unhandled]).toEqual([true, []]);
});
