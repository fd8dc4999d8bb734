import type { LiveSnapshot } from '@modekeeper/contracts';
import type { Api } from '../api/types.ts';
import type { KillSwitch } from './scope.ts';

/**
 * How far a stop has got in a cluster. `told`: handed to a connected connector. `waits_connector`: we hold it for a connector that is
 * away. `waits_us`: its part of the control plane could not be asked; it is tried until it can.
 */
export type Reach = 'told' | 'waits_connector' | 'waits_us';
type Cluster = Pick<Api<'Cluster'>, 'id' | 'presence'>;

/** Each cluster of the answer to a stop, with how far it got. Without knowledge of the connector, it counts as away. */
export function reachOf(
  answered: NonNullable<KillSwitch['clusters']>,
  clusters: readonly Cluster[],
  snapshots: ReadonlyMap<string, LiveSnapshot>,
): { cluster_id: string; reach: Reach }[] {
  const isConnected = (id: string) => {
    const listed = clusters.find((cluster) => cluster.id === id)?.presence.state;
    return (snapshots.get(id)?.presence.state ?? listed) === 'connected';
  };
  return [
    ...answered.reached.map((id) => ({
      cluster_id: id,
      reach: isConnected(id) ? ('told' as const) : ('waits_connector' as const),
    })),
    ...answered.pending.map((id) => ({ cluster_id: id, reach: 'waits_us' as const })),
  ];
}
