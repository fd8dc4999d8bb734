import { makeUlid } from '@modekeeper/contracts';
import type { Env } from '../platform/env.ts';
import type { StateValues } from './store/state.ts';

/** What every part of the object works with; one per instance; what must last is in its storage. */
export type GatewayCore = {
  readonly ctx: DurableObjectState;
  readonly env: Env;
  readonly storage: DurableObjectStorage;
  readonly sql: SqlStorage;
  /** Time that the alarm stands at, as far as this instance knows; spares a write per event. */
  armed_ms: number | null | undefined;
  /** One pass over the database's outbox rows; see `drain`. Never twice at once. */
  readonly drainOnce: () => Promise<boolean>;
  /** One pass over the inbox; see `project`. Never twice at once. */
  readonly projectOnce: () => Promise<boolean>;
  /** Follows the database's state of the cluster; here because an order for it comes through `drain`, and welcoming drains. */
  readonly setStatus: (status: StateValues['status']) => Promise<void>;
};

/** Milliseconds since the epoch; in a Durable Object it stands still while no I/O happens. */
export function now(): number {
  return Date.now();
}

/** A number in [0, 1) for jitter. */
export function unitRandom(): number {
  const [word] = crypto.getRandomValues(new Uint32Array(1));
  return (word ?? 0) / 2 ** 32;
}

export function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

export function newUlid(): string {
  return makeUlid(now(), randomBytes);
}
