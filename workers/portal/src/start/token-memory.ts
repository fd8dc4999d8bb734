import { useSyncExternalStore } from 'react';

/** An enrolment token as it was shown once: kept in this page's memory only, gone with a reload. */
export type KnownToken = { token: string; expires_at: string };

const known = new Map<string, KnownToken>();
const listeners = new Set<() => void>();

/** Keeps a token for as long as the page lives. */
export function rememberToken(cluster_id: string, token: KnownToken): void {
  known.set(cluster_id, token);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The token of a cluster, if it was made since this page was loaded. */
export function useKnownToken(cluster_id: string): KnownToken | undefined {
  return useSyncExternalStore(subscribe, () => known.get(cluster_id));
}
