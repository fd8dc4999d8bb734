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

/** Most switches that are kept one by one; whoever sends more gets one for everything, so that the state stays small and closed. */
export const MAX_KILL_SWITCHES = 200;
/** Longer than any id of ours and any `<namespace>/<name>` (63 + 1 + 253 characters). */
const MAX_SCOPE_ID = 320;
const MAX_TEXT = 200;

const scopeKey = (kill: KillState): string => `${kill.scope.type} ${kill.scope.id.slice(0, MAX_SCOPE_ID)}`;
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
        state: { epoch: Math.max(state.epoch, kill.epoch), active: bounded([...without(state, kill), concise(kill)]) },
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

/** What is kept of a switch: nobody's signature stands behind an *on*, so its size must not matter. */
function concise({ schema_version, epoch, scope, active, source, actor, reason, at }: KillState): KillState {
  return {
    schema_version,
    epoch,
    scope: { type: scope.type, id: scope.id.slice(0, MAX_SCOPE_ID) },
    active,
    source,
    actor: actor.slice(0, MAX_TEXT),
    reason: reason.slice(0, MAX_TEXT),
    at,
  };
}

/** Too many switches become one for the whole cluster: refusing an *on* would open what somebody closed. */
function bounded(active: readonly KillState[]): readonly KillState[] {
  const last = active.at(-1);
  if (active.length <= MAX_KILL_SWITCHES || last === undefined) return active;
  return [{ ...last, scope: { type: 'cluster', id: 'too_many_switches' } }];
}

/**
 * Signal of the first cloud switch that covers a workload (`<namespace>/<name>`), `cloud:<scope>` as in policy.md; null when
 * none does. A switch of a cluster or an organization covers whoever received it, whatever id it names.
 */
export function cloudKillSignal(state: CloudKill, workload: string | null): string | null {
  const on = state.active.find((kill) => kill.scope.type !== 'workload' || kill.scope.id === workload);
  return on === undefined ? null : `cloud:${on.scope.type}`;
}
