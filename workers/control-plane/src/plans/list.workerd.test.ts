import { expect, it } from 'vitest';
import { reportVerified, sealedPlan } from '../../test/documents.workerd.ts';
import { reaches, verified } from '../../test/scene.workerd.ts';
import { later } from '../../test/tenant.workerd.ts';
import { listPlans } from './list.ts';

it('finds plans by a part of namespace and name, taken as it is written and not as a pattern', async () => {
  const { connector, identity, sealed, tenant } = await verified();
  const target = { ...sealed.plan.target, namespace: 'research', name: 'llm-100' };
  const other = await sealedPlan(tenant, identity, { target });
  await reportVerified(connector, other);
  await reaches(tenant, other.plan_id, 'verified');
  const found = async (text: string) =>
    (await listPlans(later(tenant.owner), { limit: 50, target: text })).items.map(({ id }) => id);
  expect(await found('TRAIN')).toEqual([sealed.plan_id]);
  expect(await found('research/llm')).toEqual([other.plan_id]);
  expect(await found('%')).toEqual([]);
  expect(await found('')).toEqual([other.plan_id, sealed.plan_id].sort().reverse());
  connector.close();
});
