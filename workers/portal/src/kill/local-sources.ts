import type { KillReading, LiveSnapshot } from '@modekeeper/contracts';
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

const SOURCES: Record<KillReading['source'], string> = {
  env: 'Environment variable',
  file: 'Mounted file',
  configmap: 'ConfigMap',
  namespace: 'Namespace annotation',
  cloud: 'Control plane',
};
const STATES: Record<KillReading['state'], string> = {
  on: 'on: stopped',
  off: 'off',
  verify_only: 'dry runs only',
  unreadable: 'could not be read',
};

/** A source as a connector read it, in words. */
export function readingWords({ name, source, state }: KillReading): { source: string; name: string | null; state: string } {
  // At the moment of connecting nothing was heard of the control plane yet; it is asked again before any plan is started.
  const words = source === 'cloud' && state === 'unreadable' ? 'not asked yet' : STATES[state];
  return { source: SOURCES[source], name: source === 'cloud' ? null : name, state: words };
}
