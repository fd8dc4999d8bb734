import { type DsseEnvelope, digestOf, type ErrorCode, isModeKeeperError, type KillState } from '@modekeeper/contracts';
import { readUnverified } from '../dsse/read.ts';
import { verifyEnvelope } from '../dsse/verify.ts';
import type { Keyring } from '../keyring/keyring.ts';

/** The cloud's kill switches as one cluster knows them; kept in `<release>-state`, so that they survive restarts. */
export type CloudKill = {
  /** Highest epoch ever seen, in anything, signed or not. */
  epoch: number;
  /** Commands that stand: several may turn one switch on, each until it is lifted. */
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
/** Stands for commands that nobody can list any more, and so can override: it always counts. */
const TOO_MANY = 'too_many_switches';

const scopeKey = (kill: KillState): string => `${kill.scope.type} ${kill.scope.id.slice(0, MAX_SCOPE_ID)}`;
const without = (state: CloudKill, kill: KillState): KillState[] =>
  state.active.filter((other) => scopeKey(other) !== scopeKey(kill));

/** An *on* never takes the place of another one, not even of its own switch: nobody's signature stands behind it, and it may be overridden. */
const others = (state: CloudKill, kill: KillState): KillState[] =>
  state.active.filter((other) => killCommandId(other) !== killCommandId(kill));

/**
 * Takes in one `kill_set`, or one entry of a `welcome` (safety.md, section 2). An *on* is obeyed whatever its signature and
 * epoch; a lift needs a key pinned for `approval` and an epoch above every one seen. Pure: state in, state out.
 */
export async function acceptKillSet(state: CloudKill, envelope: DsseEnvelope, approval_keys: Keyring): Promise<KillSetResult> {
  try {
    const { payload: kill } = readUnverified(envelope, 'kill_state');
    if (kill.active) {
      return {
        state: { epoch: Math.max(state.epoch, kill.epoch), active: bounded([...others(state, kill), concise(kill)]) },
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
  return [{ ...last, scope: { type: 'cluster', id: TOO_MANY } }];
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Names one command by all that is kept of it: the same words again are the same command, anything else is another one. So an override of
 * this one says nothing about a later one, whatever epoch either names.
 */
export function killCommandId(kill: KillState): string {
  const known = names.get(kill);
  if (known !== undefined) return known;
  const name = `k-${digestOf(concise(kill)).slice(0, 16)}`;
  names.set(kill, name);
  return name;
}

/** Commands are never changed, and each is compared with every one that comes: whoever sends many must not keep us busy. */
const names = new WeakMap<KillState, string>();

/** False for a command that was overridden in this cluster by its name. */
export function countsHere(kill: KillState, overridden: ReadonlySet<string>): boolean {
  return overridden.size === 0 || kill.scope.id === TOO_MANY || !overridden.has(killCommandId(kill));
}

/**
 * Signal of the first cloud switch that covers a workload (`<namespace>/<name>`), `cloud:<scope>` as in policy.md; null when
 * none does. A switch of a cluster or an organization covers whoever received it, whatever id it names.
 * @param overridden names of commands that do not count in this cluster (chart value `killSwitch.overrideCloud`)
 */
export function cloudKillSignal(
  state: CloudKill,
  workload: string | null,
  overridden: ReadonlySet<string> = NONE,
): string | null {
  const on = state.active.find(
    (kill) => (kill.scope.type !== 'workload' || kill.scope.id === workload) && countsHere(kill, overridden),
  );
  return on === undefined ? null : `cloud:${on.scope.type}`;
}
