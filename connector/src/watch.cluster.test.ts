import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { install } from './testing/installation.ts';

it('whoever begins to watch gets at once the buckets that were not sent yet, without waiting for a tick', async () => {
  // Ticks so far apart that none falls into the half minute below.
  const at = await install({
    mode: 'observe',
    values: (namespace) => ({
      targets: [{ namespace, name: 'trainer', container: 'trainer', passport: 'demo' }],
      sandboxEnvironment: { MODEKEEPER_TICK_INTERVAL_S: 60 },
    }),
  });
  const { plane } = at;
  await plane.until(() => plane.bodies('hello')[0], 'the session');
  const withBuckets = () => plane.bodies('series').find(({ buckets }) => buckets.length > 0);
  // A bucket of ten seconds closes by itself; nobody sends it.
  for (let looks = 0; looks < 20 && withBuckets() === undefined; looks += 1) {
    plane.send('watch', { on: looks % 2 === 0 });
    await sleep(1_500);
  }
  expect(withBuckets()?.target.name).toBe('trainer');
});
