import { describe, expect, it } from 'vitest';
import type { KillSwitch } from './scope.ts';
import { stopState } from './stop-state.ts';

const on = (scope_type: KillSwitch['scope_type'], scope_id: string, active = true): KillSwitch => ({
  ...{ scope_type, scope_id, active },
  ...{ reason: 'r', changed_at: '2026-01-01T00:00:00.000Z', changed_by: 'usr_1', stopped: [], history: [] },
});
const clusters = [
  { id: 'cl_1', environment_id: 'env_prod' },
  { id: 'cl_2', environment_id: 'env_lab' },
];
const names = {
  organization: 'Demo',
  clusters: new Map([
    ['cl_1', 'gpu-eu-1'],
    ['cl_2', 'lab'],
  ]),
};
const state = (switches: KillSwitch[] | undefined, more: Partial<Parameters<typeof stopState>[0]> = {}) =>
  stopState({ switches, clusters, names, local: [], environment_id: null, ...more });

describe('stopState', () => {
  it('does not claim that changes are allowed before it knows', () => {
    expect(state(undefined)).toEqual({ kind: 'unread' });
    expect(state([on('organization', 'org_1', false)])).toEqual({ kind: 'allowed' });
  });

  it('names the widest stop, and how many are alike', () => {
    const workload = on('workload', 'cl_1/train/trainer');
    expect(state([workload])).toMatchObject({ label: 'Stopped: workload trainer' });
    expect(state([workload, on('cluster', 'cl_2')])).toMatchObject({ label: 'Stopped: cluster lab' });
    expect(state([on('cluster', 'cl_1'), on('cluster', 'cl_2')])).toMatchObject({ label: 'Stopped: 2 clusters' });
    expect(state([workload, on('organization', 'org_1')])).toMatchObject({ label: 'Stopped: organisation' });
  });

  it('leaves out what lies in another environment than the chosen one, but never the organisation', () => {
    const lab = on('cluster', 'cl_2');
    expect(state([lab], { environment_id: 'env_prod' })).toEqual({ kind: 'allowed' });
    expect(state([lab], { environment_id: 'env_lab' })).toMatchObject({ kind: 'stopped' });
    expect(state([on('organization', 'org_1')], { environment_id: 'env_prod' })).toMatchObject({ kind: 'stopped' });
  });

  it('counts a stop whose cluster it does not know', () => {
    expect(state([on('cluster', 'cl_9')], { environment_id: 'env_prod' })).toMatchObject({ label: 'Stopped: cluster cl_9' });
    expect(state([on('cluster', 'cl_2')], { environment_id: 'env_prod', clusters: undefined })).toMatchObject({
      kind: 'stopped',
    });
  });

  it('tells of a stop that was set inside a cluster, unless a switch covers as much', () => {
    const local = [{ cluster_id: 'cl_1', source: 'configmap' as const, name: 'modekeeper/modekeeper-kill' }];
    expect(state([], { local })).toMatchObject({ label: 'Stopped locally: cluster gpu-eu-1' });
    expect(state([], { local, environment_id: 'env_lab' })).toEqual({ kind: 'allowed' });
    expect(state([on('workload', 'cl_2/train/trainer')], { local })).toMatchObject({
      label: 'Stopped locally: cluster gpu-eu-1',
    });
    expect(state([on('cluster', 'cl_1')], { local })).toMatchObject({ label: 'Stopped: cluster gpu-eu-1' });
  });
});
