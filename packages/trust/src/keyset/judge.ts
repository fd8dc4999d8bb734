import type { TrustState } from '@modekeeper/contracts';
import type { TimeRange } from '../trust-state/clocks.ts';
import { isBelowFloor, raiseFloor, rememberKeyset } from '../trust-state/trust-state.ts';
import { KEYSET_FAILURES as FAIL } from './failures.ts';
import type { AcceptedKeyset, ChainFailure } from './types.ts';

/**
 * The last part of the chain before the licence: clock floor, keyset rollback, keyset expiry, in this order. Accepting a
 * keyset moves the trust state.
 * @param time null when the two clocks are too far apart
 */
export function judgeKeysetAgainstState(
  keyset: AcceptedKeyset,
  state: TrustState | null,
  time: TimeRange | null,
): { ok: true; state: TrustState } | ChainFailure {
  if (time === null) return FAIL.clocks_differ;
  if (state === null) return FAIL.state_unreadable;
  if (isBelowFloor(state, time)) return FAIL.clock_rollback;
  const { version, sha256, threshold } = keyset;
  if (version !== null) {
    if (version < state.keyset_version) return FAIL.rollback;
    if (version === state.keyset_version && sha256 !== state.keyset_sha256) return FAIL.rollback;
  }
  if (time.latest >= keyset.not_after) return FAIL.expired;
  if (version === null) return { ok: true, state };
  return { ok: true, state: raiseFloor(rememberKeyset(state, { version, sha256, threshold }), keyset.issued_at, time) };
}

/** True when a key's window holds all of the given times and the present, whichever clock is right. */
export function isKeyValid(
  key: { not_before: number; not_after: number },
  time: TimeRange,
  ...others: readonly number[]
): boolean {
  return [time.earliest, time.latest, ...others].every((at) => at >= key.not_before && at < key.not_after);
}
