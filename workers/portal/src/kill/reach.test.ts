import { describe, expect, it } from 'vitest';
import { reachOf } from './reach.ts';

const cluster = (id: string, state: 'connected' | 'lost') => ({
  id,
  presence: { state, cause: 'heartbeats_arrive', last_seen_at: null, observed_at: null },
});

describe('reachOf', () => {
  it('does not say that a connector was told while it is away, or is not known', () => {
    const clusters = [cluster('cl_1', 'connected'), cluster('cl_2', 'lost')];
    expect(reachOf({ reached: ['cl_1', 'cl_2', 'cl_3'], pending: ['cl_4'] }, clusters, new Map())).toEqual([
      { cluster_id: 'cl_1', reach: 'told' },
      { cluster_id: 'cl_2', reach: 'waits_connector' },
      { cluster_id: 'cl_3', reach: 'waits_connector' },
      { cluster_id: 'cl_4', reach: 'waits_us' },
    ]);
  });
});
