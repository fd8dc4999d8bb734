import { type DsseEnvelope, type ErrorCode, isModeKeeperError, type KillState } from '@modekeeper/contracts';
import { readUnverified } from '../dsse/read.ts';
import { verifyEnvelope } from '../dsse/verify.ts';
import type { Keyring } from '../keyring/keyring.ts';

/** The cloud's kill switches as one cluster knows them; kept in `<release>-state`, so that they survive restarts. */
export type CloudKill = {
  /** Highest epoch ever seen, in anything, signed or not. */
  epoch: number;
  /** Switches that are on. */
  active: readonly KillState[];
};

export const NO_CLOUD_KILL: CloudKill = { epoch: 0, active: [] };

export type KillSetResult = {
  state: CloudKill;
  outcome: 'turned_on' | 'lifted' | 'refused';
  /** Why a lift is refused. */
  code: ErrorCode | null;
};

const scopeKey = (kill: KillState): string => `${kill.scope.type} ${kill.scope.id}`;
const without = (state: CloudKill, kill: KillState): KillState[] =>
  state.active.filter((other) => scopeKey(other) !== scopeKey(kill));

/**
 * Takes in one `kill_set`, or one entry of a `welcome` (safety.md, section 2). An *on* is obeyed whatever its signature and
 * epoch; a lift needs a key pinned for `approval` and an epoch above every one seen. Pure: state in, state out.
 */
export async function acceptKillSet(state: CloudKill, envelope: DsseEnvelope, approval_keys: Keyring): Promise<KillSetResult> {
  try {
    const { payload: kill } = readUnverified(envelope, 'kill_state');
    if (kill.active) {
      return {
        state: { epoch: Math.max(state.epoch, kill.epoch), active: [...without(state, kill), kill] },
        outcome: 'turned_on',
        code: null,
      };
    }
    await verifyEnvelope(envelope, approval_keys, { kind: 'kill_state', purpose: 'approval' });
    if (kill.epoch <= state.epoch) return { state, outcome: 'refused', code: 'kill_epoch_too_low' };
    return { state: { epoch: kill.epoch, active: without(state, kill) }, outcome: 'lifted', code: null };
  } catch (error) {
    if (!isModeKeeperError(error)) throw error;
    return { state, outcome: 'refused', code: error.code };
  }
}

/**
 * Signal of the first cloud switch that covers a workload (`<namespace>/<name>`), `cloud:<scope>` as in policy.md; null when
 * none does. A switch of a cluster or an organization covers whoever received it, whatever id it names.
 */
export function cloudKillSignal(state: CloudKill, workload: string | null): string | null {
  const on = state.active.find((kill) => kill.scope.type !== 'workload' || kill.scope.id === workload);
  return on === undefined ? null : `cloud:${on.scope.type}`;
}
