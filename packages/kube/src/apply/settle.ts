import type { RequestOutcome } from '@modekeeper/contracts';
import type { Outcome } from '../outcome.ts';

/**
 * What a mutating request came to (safety.md, section 3, "settle"):
 * `applied` stored · `conflict` the precondition failed, nothing of this request landed · `refused` the server said no before storing ·
 * `not_sent` a gate was closed or no connection came about · `unknown` it may have landed or may still land: RESOLVE.
 *
 * A 5xx is `unknown`: the server may answer so after etcd has stored the write (k8s.io/apiserver maps a lost etcd answer to 500 and 504).
 */
export function settle(outcome: Outcome<unknown>): RequestOutcome {
  switch (outcome.kind) {
    case 'ok':
      return 'applied';
    case 'conflict':
      return 'conflict';
    case 'not_found':
    case 'forbidden':
    case 'invalid':
    case 'rate_limited':
      // Without an HTTP status the refusal is our own (a kubectl adapter's stderr gives none): then only `sent` counts.
      return outcome.sent ? 'refused' : 'not_sent';
    case 'gated':
      return 'not_sent';
    case 'unreachable':
    case 'timeout':
    case 'server_error':
      return outcome.sent ? 'unknown' : 'not_sent';
  }
}
