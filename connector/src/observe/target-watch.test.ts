import type { Cluster, Deployment, Outcome } from '@modekeeper/kube';
import { expect, it } from 'vitest';
import { FakeServer } from '../testing/fake-cluster.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { TargetWatch } from './target-watch.ts';

it('holds what the reading that began last has found, however late an earlier one is answered', async () => {
  const answers: ((answer: Outcome<Deployment>) => void)[] = [];
  const cluster = {
    getDeployment: () => new Promise<Outcome<Deployment>>((resolve) => answers.push(resolve)),
    listPods: async () => ({ kind: 'ok', status: 200, value: { pods: [], total: 0 } }),
  } as unknown as Cluster;
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const target = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'ml', name: 'trainer', container: 'trainer' } as const;
  const watch = new TargetWatch(
    { ...target, passport: null },
    { cluster, clock: new VirtualClock(1000), counters: { count: () => undefined }, log, window_ms: 60_000, tick_ms: 10_000 },
  );
  const { signal } = new AbortController();
  const found = ({ deployment }: FakeServer): Outcome<Deployment> => ({ kind: 'ok', status: 200, value: deployment });
  const [older, newer] = [new FakeServer(), new FakeServer()];
  newer.foreign({ metadata: { labels: { team: 'x' } } });
  const [first, second] = [watch.refresh(signal), watch.refresh(signal)];
  answers[1]?.(found(newer));
  await second;
  answers[0]?.(found(older));
  await first;
  expect(watch.live?.metadata.resourceVersion).toBe(newer.deployment.metadata.resourceVersion);
});
