import type { LiveSnapshot } from '@modekeeper/contracts';
import { expect, it } from 'vitest';
import { isStopped } from './stopped.ts';

const target = { namespace: 'train', name: 'trainer' };
const kill = (active: LiveSnapshot['kill']['active'], source?: 'cloud' | 'configmap') =>
  ({
    epoch: 1,
    active,
    in_cluster:
      source === undefined
        ? null
        : { active: true, signal: null, epoch: 1, sources: [{ source, name: 'x', state: 'on', signal: null }] },
  }) as LiveSnapshot['kill'];

it('a stop counts for its own scope: another workload’s does not, the cluster’s and everything’s do', () => {
  expect(isStopped(undefined, target)).toBe(false);
  expect(isStopped(kill([]), target)).toBe(false);
  expect(isStopped(kill([{ type: 'workload', id: 'train/other' }]), target)).toBe(false);
  expect(isStopped(kill([{ type: 'workload', id: 'train/trainer' }]), target)).toBe(true);
  expect(isStopped(kill([{ type: 'cluster', id: 'cl_1' }]), target)).toBe(true);
  expect(isStopped(kill([{ type: 'organization', id: 'org_1' }]), target)).toBe(true);
});

it('a source in the cluster counts; the cloud’s echo among them adds nothing', () => {
  expect(isStopped(kill([], 'configmap'), target)).toBe(true);
  expect(isStopped(kill([{ type: 'workload', id: 'train/other' }], 'cloud'), target)).toBe(false);
});
