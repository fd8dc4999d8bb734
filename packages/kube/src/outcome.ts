/** What became of one request to a cluster. A port operation never throws for what a cluster answers, it returns one of these. */
export type FailureKind =
  | 'not_found'
  | 'forbidden'
  | 'conflict'
  | 'invalid'
  | 'rate_limited'
  | 'unreachable'
  | 'timeout'
  | 'server_error'
  | 'gated';

/** One entry of `Status.details.causes`: which field, and why. */
export interface StatusCause {
  readonly reason?: string | undefined;
  readonly message?: string | undefined;
  readonly field?: string | undefined;
}

/** A refusal by a ValidatingAdmissionPolicy, told apart from schema errors, which share status 422. */
export interface PolicyDenial {
  readonly policy: string;
  readonly binding: string;
  readonly message: string;
}

/** The facts that an adapter has about an answer. `date_ms` is the server's `Date` header; `rc` and `stderr` exist for kubectl only. */
export interface Evidence {
  readonly status?: number;
  readonly date_ms?: number;
  readonly rc?: number;
  readonly stderr?: string;
}

export interface Ok<T> extends Evidence {
  readonly kind: 'ok';
  readonly value: T;
}

export interface Failure extends Evidence {
  readonly kind: FailureKind;
  /** The server's `Status.reason`, a system error code (`ECONNREFUSED`), or for `gated` the gate's reason code. */
  readonly reason: string;
  readonly message: string;
  /** Whether the request may have reached the server. False only when it certainly did not. */
  readonly sent: boolean;
  readonly causes?: readonly StatusCause[];
  readonly denial?: PolicyDenial;
  readonly retry_after_ms?: number;
}

export type Outcome<T> = Ok<T> | Failure;

/** Carries an `ok` value through a parser or a projection; failures pass unchanged. */
export function mapOk<A, B>(outcome: Outcome<A>, change: (value: A) => B): Outcome<B> {
  return outcome.kind === 'ok' ? { ...outcome, value: change(outcome.value) } : outcome;
}
