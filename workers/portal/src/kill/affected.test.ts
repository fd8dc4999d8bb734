import { describe, expect, it } from 'vitest';
import { affectedPlans, remainingStops } from './affected.ts';
import type { KillScope } from './scope.ts';

const organization: KillScope = { type: 'organization', id: 'org_1' };
const cluster = (id: string): KillScope => ({ type: 'cluster', id });
const workload = (id: string): KillScope => ({ type: 'workload', id });
const plan = (cluster_id: string, name: string) => ({
  cluster_id,
  state: 'applying' as const,
  target: { kind: 'Deployment', namespace: 'train', name, uid: name },
});
const plans = [plan('cl_1', 'a'), plan('cl_1', 'b'), plan('cl_2', 'a')];

describe('affectedPlans', () => {
  it.each([
    [organization, 3],
    [cluster('cl_1'), 2],
    [workload('cl_1/train/a'), 1],
    [workload('cl_1/other/a'), 0],
  ])('of %o: %d', (scope, count) => {
    expect(affectedPlans(plans, scope)).toHaveLength(count);
  });
});

describe('remainingStops', () => {
  const all = [organization, cluster('cl_1'), cluster('cl_2'), workload('cl_1/train/a'), workload('cl_2/train/a')];

  it('of the organisation: every other one', () => {
    expect(remainingStops(all, organization)).toEqual(all.slice(1));
  });

  it('of a cluster: the wider one and those inside, not its neighbours', () => {
    expect(remainingStops(all, cluster('cl_1'))).toEqual([organization, workload('cl_1/train/a')]);
  });

  it('of a workload: the wider ones', () => {
    expect(remainingStops(all, workload('cl_1/train/a'))).toEqual([organization, cluster('cl_1')]);
  });

  it('none when it was the only one', () => {
    expect(remainingStops([cluster('cl_1')], cluster('cl_1'))).toEqual([]);
  });
});
