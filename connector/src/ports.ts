import type { RandomBytes } from '@modekeeper/contracts';

/** Time as the connector sees it; `main.ts` hands in the system's, tests and the simulator a virtual one. Same shape as in `packages/kube`. */
export interface Clock {
  /** Epoch milliseconds. */
  now_ms(): number;
  /** Resolves after `ms`, or at once when `signal` is aborted. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Randomness: bytes for ids and nonces, fractions in [0, 1) for jitter. */
export interface RandomSource {
  readonly bytes: RandomBytes;
  fraction(): number;
}

export type LogFields = Readonly<Record<string, unknown>>;

/** Structured log. Fields are redacted by the adapter (`health/logs.ts`); never hand it a token or a key. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

/** Things that are counted; the adapter is `health/metrics.ts`. */
export interface Counters {
  count(name: CounterName, labels?: Readonly<Record<string, string>>): void;
}

const COUNTER_NAMES = [
  'frames_sent',
  'frames_received',
  'frames_dropped',
  'reconnects',
  'state_divergence',
  'plans',
  'kube_requests',
  'journal_writes',
  'samples',
  'gate_refusals',
] as const;
export type CounterName = (typeof COUNTER_NAMES)[number];
