import { CLOSE_CODES } from '@modekeeper/contracts';
import type { Unreachable } from './unreachable.ts';

/** How a connection ended, or why it did not come about. */
export interface Ending {
  /** WebSocket close code; null when there was no WebSocket. */
  readonly close_code: number | null;
  readonly reason: string;
  /** HTTP status of a refused upgrade. */
  readonly http_status: number | null;
  /** Why there was no connection, when that is known. */
  readonly unreachable: Unreachable | null;
  /** True when `welcome` had come: a deploy or a network blip, not a refusal. */
  readonly was_online: boolean;
}

export interface Pause {
  readonly wait_ms: number;
  /** For logs, metrics and `/readyz`. */
  readonly code:
    | 'refused'
    | 'duplicate_identity'
    | 'protocol_too_old'
    | 'back_off'
    | 'connection_lost'
    | 'cannot_connect'
    | Unreachable['code'];
}

const MINUTE_MS = 60_000;
const FIRST_MS = 1000;
const MAX_MS = 60_000;
const REFUSED_FIRST_MS = 2 * MINUTE_MS;
const REFUSED_MAX_MS = 15 * MINUTE_MS;

/**
 * How long to wait before the next attempt. A refused connector backs off for minutes; a cut after `welcome` (every deploy cuts every
 * socket) comes back anywhere within the spread that the control plane gave; anything else doubles from 1 s to 60 s. Always with jitter.
 * @param attempt failures in a row, from 1; @param fraction in [0, 1)
 */
export function pauseAfter(ending: Ending, attempt: number, spread_ms: number, fraction: number): Pause {
  const refusal = refusalOf(ending);
  if (refusal === 'back_off') {
    const asked_s = Number.parseInt(ending.reason.match(/\d+/)?.[0] ?? '60', 10);
    return { wait_ms: Math.min(3600, Math.max(1, asked_s)) * 1000 * (1 + fraction / 4), code: 'back_off' };
  }
  if (refusal !== null) return { wait_ms: jittered(REFUSED_FIRST_MS, REFUSED_MAX_MS, attempt, fraction), code: refusal };
  if (ending.was_online) return { wait_ms: 200 + fraction * Math.max(spread_ms, 1000), code: 'connection_lost' };
  const wait_ms = Math.max(jittered(FIRST_MS, MAX_MS, attempt, fraction), fraction * spread_ms);
  return { wait_ms, code: ending.unreachable?.code ?? 'cannot_connect' };
}

/** Between half and all of the doubled step. */
function jittered(first_ms: number, max_ms: number, attempt: number, fraction: number): number {
  const step = Math.min(max_ms, first_ms * 2 ** Math.min(attempt - 1, 20));
  return step / 2 + (step / 2) * fraction;
}

function refusalOf({
  close_code,
  http_status,
}: Ending): 'refused' | 'duplicate_identity' | 'protocol_too_old' | 'back_off' | null {
  if (close_code === CLOSE_CODES.credentials || close_code === CLOSE_CODES.revoked) return 'refused';
  if (close_code === CLOSE_CODES.duplicate) return 'duplicate_identity';
  if (close_code === CLOSE_CODES.protocol_too_old) return 'protocol_too_old';
  if (close_code === CLOSE_CODES.back_off || http_status === 429) return 'back_off';
  if (http_status === 401 || http_status === 403 || http_status === 404) return 'refused';
  return http_status === 426 ? 'protocol_too_old' : null;
}
