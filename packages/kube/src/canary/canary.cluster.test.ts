import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { eventually } from '../scene/eventually.ts';
import { installPolicy } from '../scene/policy.ts';
import { closed, makeScene, open } from '../scene/scene.ts';
import { canary } from './canary.ts';

it('finds the second lock only when our own policy refuses, and never stores anything', async () => {
  const scene = await makeScene();
  const policy = `canary-${randomUUID().slice(0, 8)}`;
  await scene.deploy('trainer');
  const { cluster } = scene.connect();
  const target = { namespace: scene.namespace, name: 'trainer' };
  const probe = { cluster, target, policy, gate: open };
  expect(await canary(probe)).toMatchObject({ kind: 'absent', reason: 'accepted' });

  await installPolicy(scene, policy);
  const found = await eventually(
    () => canary(probe),
    ({ kind }) => kind === 'present',
  );
  expect(found).toMatchObject({ kind: 'present', binding: `${policy}-binding`, message: 'metadata changed' });
  expect(await canary({ ...probe, policy: 'another-guard' })).toMatchObject({ kind: 'absent', reason: 'other_policy' });

  const live = await cluster.getDeployment(target);
  expect(live).toMatchObject({ kind: 'ok' });
  expect(live).not.toHaveProperty('value.metadata.labels');
});

it('does not take a missing answer for a lock', async () => {
  const scene = await makeScene();
  const target = { namespace: scene.namespace, name: 'trainer' };
  await scene.deploy('trainer');
  const probe = { cluster: scene.connect().cluster, target, policy: 'guard', gate: open };
  expect(await canary({ ...probe, gate: closed })).toMatchObject({ kind: 'absent', reason: 'gated' });
  expect(await canary({ ...probe, target: { ...target, name: 'gone' } })).toMatchObject({
    kind: 'absent',
    reason: 'refused_otherwise',
  });
  const powerless = scene.connect(await scene.tokenWith([])).cluster;
  expect(await canary({ ...probe, cluster: powerless })).toMatchObject({ kind: 'absent', reason: 'refused_otherwise' });
});
