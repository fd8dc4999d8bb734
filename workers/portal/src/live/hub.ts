import type { QueryClient } from '@tanstack/react-query';
import { ClusterSocket, type SocketState } from './cluster-socket.ts';
import { feedCache } from './feed-cache.ts';

type Held = { socket: ClusterSocket; users: number; leaving: ReturnType<typeof setTimeout> | null };

/** A page that is left keeps its sockets this long, so that going from list to detail does not cut and open them. */
const LINGER_MS = 3_000;

/** The sockets of one organization: one for each cluster that something on the page follows, shared, feeding the query cache. */
export class LiveHub {
  readonly #queries: QueryClient;
  readonly #organization_id: string;
  readonly #onSignedOut: () => void;
  readonly #held = new Map<string, Held>();
  readonly #listeners = new Set<() => void>();
  #states: ReadonlyMap<string, SocketState> = new Map();

  constructor(queries: QueryClient, organization_id: string, onSignedOut: () => void) {
    this.#queries = queries;
    this.#organization_id = organization_id;
    this.#onSignedOut = onSignedOut;
  }

  /** Follows a cluster until the returned function is called. */
  follow(cluster_id: string): () => void {
    const held = this.#held.get(cluster_id) ?? this.#open(cluster_id);
    if (held.leaving !== null) clearTimeout(held.leaving);
    held.leaving = null;
    held.users += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      held.users -= 1;
      if (held.users === 0) held.leaving = setTimeout(() => this.#drop(cluster_id), LINGER_MS);
    };
  }

  /** State of each followed cluster's socket; the same object until something changes. */
  readonly states = (): ReadonlyMap<string, SocketState> => this.#states;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  close(): void {
    for (const cluster_id of [...this.#held.keys()]) this.#drop(cluster_id);
  }

  #open(cluster_id: string): Held {
    const organization_id = this.#organization_id;
    const socket = new ClusterSocket({
      cluster_id,
      organization_id,
      onMessage: (message) => feedCache(this.#queries, { organization_id, cluster_id }, message),
      onState: (state) => {
        this.#note(cluster_id, state);
        if (state.name === 'signed_out') this.#onSignedOut();
      },
    });
    const held: Held = { socket, users: 0, leaving: null };
    this.#held.set(cluster_id, held);
    this.#note(cluster_id, socket.state);
    return held;
  }

  #drop(cluster_id: string): void {
    const held = this.#held.get(cluster_id);
    if (held === undefined) return;
    if (held.leaving !== null) clearTimeout(held.leaving);
    held.socket.close();
    this.#held.delete(cluster_id);
    this.#note(cluster_id, null);
  }

  #note(cluster_id: string, state: SocketState | null): void {
    const states = new Map(this.#states);
    if (state === null) states.delete(cluster_id);
    else states.set(cluster_id, state);
    this.#states = states;
    for (const listener of this.#listeners) listener();
  }
}
