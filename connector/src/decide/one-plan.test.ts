import { expect, it, onTestFinished } from 'vitest';
import { openPlans } from '../journal/changes.ts';
import { Crash } from '../testing/crash.ts';
import { FakeServer } from '../testing/fake-cluster.ts';
import { boot, makeInstalled } from '../testing/process.ts';
import { makeTrust } from '../testing/trust.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { TargetTicker } from './tick.ts';

it('two tickers of one target, as when a selector lets go of it and finds it again, make one plan', async () => {
  const clock = new VirtualClock(Date.now());
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const installed = await makeInstalled(await makeTrust());
  const { ctx, ticker } = await boot(installed, new FakeServer(), clock, new Crash(), 1, [], stop.signal);
  const watch = ctx.watchOf('ml/trainer');
  if (watch === null) throw new Error('not watched');
  const other = new TargetTicker(ctx, watch, () => undefined);
  let made: (string | null)[] = [];
  void (async () => {
    while (made.every((plan_id) => plan_id === null)) {
      made = await Promise.all([ticker.tick(stop.signal), other.tick(stop.signal)]);
      await clock.sleep(2000, stop.signal);
    }
  })();
  await clock.run(() => made.some((plan_id) => plan_id !== null), 120_000);
  expect([made.filter((plan_id) => plan_id !== null).length, openPlans(ctx.journal.value).length]).toEqual([1, 1]);
});
