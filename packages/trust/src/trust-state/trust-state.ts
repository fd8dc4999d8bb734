import { isModeKeeperError, strictParse, type TrustState, trustStateSchema } from '@modekeeper/contracts';
import type { TrustFile } from '../signed-json/inline.ts';
import { CLOCK_TOLERANCE_S, type TimeRange } from './clocks.ts';

/** Nothing accepted yet. */
export const EMPTY_TRUST_STATE: TrustState = {
  schema_version: 'trust_state.v0',
  keyset_version: 0,
  keyset_sha256: '',
  keyset_threshold: 0,
  crl_number: 0,
  last_seen_time: 0,
};

/** Reads `trust_state.json`; null when it is there and cannot be used, which is not the same as absent. */
export function readTrustState(file: TrustFile): TrustState | null {
  if (file.kind === 'missing') return EMPTY_TRUST_STATE;
  if (file.kind === 'unreadable') return null;
  try {
    const parsed = trustStateSchema.safeParse(strictParse(file.content));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (isModeKeeperError(error)) return null;
    throw error;
  }
}

/** True when it is earlier than a root or issuer has already said it was, beyond the tolerance. */
export function isBelowFloor(state: TrustState, time: TimeRange): boolean {
  return time.earliest < state.last_seen_time - CLOCK_TOLERANCE_S;
}

/**
 * Moves the time floor by a root- or issuer-signed document's `issued_at`: never down, never past the earlier clock + 300 s,
 * so that no signed future date can lock a cluster out.
 */
export function raiseFloor(state: TrustState, issued_at: number, time: TimeRange): TrustState {
  const limit = time.earliest + CLOCK_TOLERANCE_S;
  return { ...state, last_seen_time: Math.max(state.last_seen_time, Math.min(issued_at, limit)) };
}

/** Remembers an accepted keyset; values are never lowered. */
export function rememberKeyset(state: TrustState, keyset: { version: number; sha256: string; threshold: number }): TrustState {
  if (keyset.version < state.keyset_version) return state;
  return {
    ...state,
    keyset_version: keyset.version,
    keyset_sha256: keyset.sha256,
    keyset_threshold: Math.max(state.keyset_threshold, keyset.threshold),
  };
}

/** Remembers an accepted revocation list; never lowered. */
export function rememberList(state: TrustState, number: number): TrustState {
  return { ...state, crl_number: Math.max(state.crl_number, number) };
}
