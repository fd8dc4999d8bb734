import type { LiveSnapshot } from '@modekeeper/contracts';
import type { LocalStop } from './stop-state.ts';

/** Stops that connectors read inside their clusters: everything that is on and did not come from the control plane. */
export function localStops(snapshots: ReadonlyMap<string, LiveSnapshot>): LocalStop[] {
  return [...snapshots].flatMap(([cluster_id, { kill }]) =>
    (kill.in_cluster?.sources ?? [])
      .filter(({ source, state }) => source !== 'cloud' && state === 'on')
      .map(({ name, source }) => ({ cluster_id, source, name })),
  );
}

/** A command of the control plane that a cluster's chart sets aside: that cluster does not obey it. */
export type Overridden = { cluster_id: string; id: string };

export function overriddenCommands(snapshots: ReadonlyMap<string, LiveSnapshot>): Overridden[] {
  return [...snapshots].flatMap(([cluster_id, { kill }]) =>
    (kill.in_cluster?.commands ?? []).filter(({ overridden }) => overridden).map(({ id }) => ({ cluster_id, id })),
  );
}
