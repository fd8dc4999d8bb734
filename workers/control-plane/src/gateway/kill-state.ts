import type { DsseEnvelope, LiveKillScope } from '@modekeeper/contracts';
import { killRows } from '@modekeeper/db';
import { createEnvelope } from '@modekeeper/trust';
import { emit } from '../live/emit.ts';
import { approvalSigner } from '../plans/approval-signer.ts';
import { type GatewayCore, now } from './core.ts';
import { pump } from './send.ts';
import { readBirth } from './store/identity.ts';
import { enqueue, knowsRow } from './store/outbox.ts';
import { readState, writeState } from './store/state.ts';
import { configOf, verbCtx } from './verb-ctx.ts';

/** One movement of a switch, as a verb asks for it. `id` makes it idempotent. `actor`: user id, or `control_plane`. */
export type KillCommand = {
  readonly id: string;
  readonly scope: LiveKillScope;
  readonly active: boolean;
  readonly reason: string;
  readonly actor: string;
};

/**
 * Takes the next epoch: above every one made here or named by the connector. Somebody on its network may have shown the connector the
 * highest number that there is: then that one is used again, which still stops, and only the cluster itself can lift (killSwitch.overrideCloud).
 */
function nextEpoch(core: GatewayCore): number {
  const highest = Math.max(readState(core.sql, 'kill_epoch') ?? 0, readState(core.sql, 'kill_floor') ?? 0);
  const epoch = Math.min(highest + 1, Number.MAX_SAFE_INTEGER);
  writeState(core.sql, 'kill_epoch', epoch);
  return epoch;
}

/**
 * Moves a switch in this cluster: signs the kill_state, stores it for every later `welcome`, sends it as `kill_set`, and shows it.
 * The same command again changes nothing, and neither does one that is older than the switch's last: an order that was delayed in the
 * database never undoes a newer one. Returns the epoch in force.
 */
export async function setKill(core: GatewayCore, command: KillCommand): Promise<{ epoch: number }> {
  // Signing waits; without the lock two commands could overtake each other between epoch and frame. What is thrown inside resets the whole
  // object, with every socket: a command that cannot be carried out fails outside, and harms nothing else.
  const failure = await core.ctx.blockConcurrencyWhile(() => move(core, command).catch((error: unknown) => ({ error })));
  if (failure !== undefined) throw failure.error;
  pump(core);
  return { epoch: readState(core.sql, 'kill_epoch') ?? 0 };
}

async function move(core: GatewayCore, command: KillCommand): Promise<undefined> {
  const row_id = `kill:${command.id}`;
  if (knowsRow(core.sql, row_id) || isOutdated(core, command)) return;
  const epoch = nextEpoch(core);
  const envelope = await sign(core, command, epoch);
  storeSwitch(core, command, epoch, envelope);
  enqueue(core.storage, { row_id, type: 'kill_set', body: JSON.stringify({ envelope }) }, now());
  const { active, reason, scope } = command;
  emit(core, { type: 'kill', body: { active, scope, reason } }, 'numbered');
}

/** Ids of commands end in a ULID, so the later one sorts behind. */
function isOutdated(core: GatewayCore, { id, scope }: KillCommand): boolean {
  const stored = core.sql
    .exec<{ command_id: string }>(
      'SELECT command_id FROM kill_switches WHERE scope_type = ? AND scope_id = ?',
      scope.type,
      scope.id,
    )
    .toArray()[0];
  return stored !== undefined && id < stored.command_id;
}

async function sign(core: GatewayCore, command: Omit<KillCommand, 'id'>, epoch: number): Promise<DsseEnvelope> {
  const { active, actor, reason, scope } = command;
  return createEnvelope(
    'kill_state',
    {
      schema_version: 'kill_state.v1',
      epoch,
      scope: { type: scope.type, id: scope.id },
      active,
      source: 'cloud',
      actor,
      reason,
      at: Math.floor(now() / 1_000),
    },
    [await approvalSigner(configOf(core.env))],
  );
}

function storeSwitch(
  core: GatewayCore,
  { active, id, scope }: Pick<KillCommand, 'id' | 'scope' | 'active'>,
  epoch: number,
  envelope: DsseEnvelope,
): void {
  core.sql.exec(
    'INSERT OR REPLACE INTO kill_switches (scope_type, scope_id, active, epoch, command_id, envelope) VALUES (?, ?, ?, ?, ?, ?)',
    scope.type,
    scope.id,
    active ? 1 : 0,
    epoch,
    id,
    JSON.stringify(envelope),
  );
}

/** Switches that are on, as signed documents, oldest first. */
export function activeKillSet(core: GatewayCore): DsseEnvelope[] {
  return core.sql
    .exec<{ envelope: string }>('SELECT envelope FROM kill_switches WHERE active = 1 ORDER BY epoch')
    .toArray()
    .map(({ envelope }) => JSON.parse(envelope) as DsseEnvelope);
}

/** Switches as they stand here, for views. */
export function killView(core: GatewayCore): { epoch: number; active: LiveKillScope[] } {
  const rows = core.sql.exec<{ scope_type: LiveKillScope['type']; scope_id: string }>(
    'SELECT scope_type, scope_id FROM kill_switches WHERE active = 1 ORDER BY epoch',
  );
  return {
    epoch: readState(core.sql, 'kill_epoch') ?? 0,
    active: rows.toArray().map((row) => ({ type: row.scope_type, id: row.scope_id })),
  };
}

/**
 * Takes over the switches that were on in the database before this cluster enrolled. Done once per registration, before the first
 * `welcome`; only ever turns on.
 */
export async function syncKill(core: GatewayCore): Promise<void> {
  if (readState(core.sql, 'kill_synced') === true) return;
  const ctx = verbCtx(core, 'gateway');
  const cluster_id = readBirth(core.sql)?.cluster_id ?? '';
  for (const row of await killRows.activeFor(ctx, cluster_id)) {
    const scope = {
      type: row.scope_type,
      id: row.scope_type === 'workload' ? row.scope_id.slice(cluster_id.length + 1) : row.scope_id,
    };
    if (killView(core).active.some((on) => on.type === scope.type && on.id === scope.id)) continue;
    const epoch = nextEpoch(core);
    const envelope = await sign(core, { scope, active: true, reason: row.reason, actor: 'control_plane' }, epoch);
    // No command id: whatever a person does from now on is newer.
    storeSwitch(core, { id: '', scope, active: true }, epoch, envelope);
  }
  writeState(core.sql, 'kill_synced', true);
}
