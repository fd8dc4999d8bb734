import { type Clock, systemClock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import type { OwnState } from '../own-state.ts';
import { apiCluster } from './cluster.ts';
import type { Connection } from './connection.ts';
import { apiOwnState, type OwnStateInput } from './own-state.ts';
import { Transport } from './transport.ts';

export interface ApiHandle {
  readonly cluster: Cluster;
  ownState(input: OwnStateInput): OwnState;
  /** Closes idle connections; requests in flight end as `unreachable`. */
  close(): void;
}

/** Both ports over one connection to the API server. Nothing is sent until the first operation. */
export function connectApi(connection: Connection, clock: Clock = systemClock): ApiHandle {
  const transport = new Transport(connection);
  return {
    cluster: apiCluster(transport, clock),
    ownState: (input) => apiOwnState(transport, input),
    close: () => transport.close(),
  };
}
