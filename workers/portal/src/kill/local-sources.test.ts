import type { LiveSnapshot } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { localStops, overriddenCommands } from './local-sources.ts';

type InCluster = NonNullable<LiveSnapshot['kill']['in_cluster']>;
const snapshots = (in_cluster: Partial<InCluster> | null) =>
  new Map([['cl_1', { kill: { epoch: 0, active: [], in_cluster } } as unknown as LiveSnapshot]]);
const reading = (source: InCluster['sources'][number]['source'], state: InCluster['sources'][number]['state']) => ({
  ...{ source, state, name: 'n', signal: null },
});

describe('localStops', () => {
  it('are what is on inside a cluster, and neither what the control plane turned on nor what was not read', () => {
    const sources = [reading('env', 'off'), reading('configmap', 'on'), reading('file', 'unreadable'), reading('cloud', 'on')];
    expect(localStops(snapshots({ sources }))).toEqual([{ cluster_id: 'cl_1', source: 'configmap', name: 'n' }]);
    expect(localStops(snapshots(null))).toEqual([]);
  });
});

describe('overriddenCommands', () => {
  it('are those that the cluster does not obey; connectors that do not tell have none', () => {
    const command = (id: string, overridden: boolean) => ({
      id,
      overridden,
      epoch: 1,
      scope: { type: 'cluster' as const, id: 'cl_1' },
    });
    const commands = [command('k-00000000000000aa', true), command('k-00000000000000bb', false)];
    expect(overriddenCommands(snapshots({ commands }))).toEqual([{ cluster_id: 'cl_1', id: 'k-00000000000000aa' }]);
    expect(overriddenCommands(snapshots({ sources: [] }))).toEqual([]);
  });
});
