/** How long a container that ended waits before it starts again. */
export type BackoffOptions = {
  /** First pause (kubelet: 10,000). */
  base_ms: number;
  /** Longest pause (kubelet: 300,000). */
  limit_ms: number;
  /** A run at least this long starts the count again (kubelet: twice the limit). */
  reset_ms: number;
};

export const kubeletBackoff: BackoffOptions = { base_ms: 10_000, limit_ms: 300_000, reset_ms: 600_000 };

/** Pauses of one container: the first restart comes at once, then base, twice that, and so on up to the limit. */
export type Backoff = { next_ms(ran_ms: number): number };

export function createBackoff(options: BackoffOptions): Backoff {
  let ended = 0;
  return {
    next_ms(ran_ms) {
      if (ran_ms >= options.reset_ms) ended = 0;
      ended += 1;
      return ended === 1 ? 0 : Math.min(options.base_ms * 2 ** (ended - 2), options.limit_ms);
    },
  };
}
