import { readAuditLog } from '@modekeeper/cluster';
import type { Plan } from '@modekeeper/contracts';
import { expect, inject, it } from 'vitest';
import { type Installation, install } from './testing/installation.ts';
import { payload } from './testing/walk.ts';

const SELECTOR = 'app.kubernetes.io/name=trainer,team!=elsewhere';

/** Plans that were proposed for a workload. */
const proposed = ({ plane }: Installation, name: string) =>
  plane.bodies('plan_proposed').filter(({ envelope }) => payload<Plan>(envelope).target.name === name);

it('in mode observe, workloads by selector are observed as they come and go, each for itself, and nothing is ever sent to them', async () => {
  const at = await install({
    mode: 'observe',
    values: (namespace) => ({
      targets: [{ namespace, selector: SELECTOR, container: 'trainer', passport: 'demo' }],
      sandboxEnvironment: { MODEKEEPER_TICK_INTERVAL_S: 0.5, MODEKEEPER_WINDOW_S: 12 },
    }),
  });
  const { plane } = at;
  const hello = await plane.until(() => plane.bodies('hello')[0], 'the session');
  expect(hello.targets.map(({ target }) => target.name)).toEqual(['trainer']);
  expect(hello.rights).toContainEqual(expect.objectContaining({ verb: 'list', resource: 'deployments', allowed: true }));
  plane.send('watch', { on: true });

  await at.addTrainer('second');
  const first = await plane.until(() => proposed(at, 'trainer')[0], 'a proposal for the first');
  await plane.until(() => proposed(at, 'second')[0], 'a proposal for the second');
  for (const name of ['trainer', 'second'])
    await plane.until(() => plane.bodies('series').find(({ target }) => target.name === name), `series of ${name}`);
  expect(plane.bodies('plan_event')).toEqual([]);

  await at.patchDeployment({ metadata: { labels: { team: 'elsewhere' } } });
  const end = await plane.until(() => plane.bodies('plan_event')[0], 'the end of the proposal');
  expect(end).toMatchObject({ plan_id: first.plan_id, to: 'superseded', reason: 'target_missing' });
  const hellos = plane.bodies('hello').length;
  plane.cut();
  const next = await plane.until(() => plane.bodies('hello')[hellos], 'the next session');
  expect(next.targets.map(({ target }) => target.name)).toEqual(['second']);

  const events = await readAuditLog(inject('auditLogPath'));
  const mine = events.filter(({ user }) => user?.username === `system:serviceaccount:${at.own}:mk`);
  const verbs = mine.filter(({ objectRef }) => objectRef?.resource === 'deployments').map(({ verb }) => verb);
  expect([...new Set(verbs)].sort()).toEqual(['get', 'list']);
});
