import type { DsseEnvelope, KillScope } from '@modekeeper/contracts';
import { killRows } from '@modekeeper/db';
import { createEnvelope } from '@modekeeper/trust';
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
  readonly scope: KillScope;
  readonly active: boolean;
  readonly reason: string;
  readonly actor: string;
};

/** Takes the next epoch: above every one made here or named by the connector. */
function nextEpoch(core: GatewayCore): number {
  const epoch = Math.max(readState(core.sql, 'kill_epoch') ?? 0, readState(core.sql, 'kill_floor') ?? 0) + 1;
  writeState(core.sql, 'kill_epoch', epoch);
  return epoch;
}

/**
 * Moves a switch in this cluster: signs the kill_state, stores it for every later `welcome`, and sends it as `kill_set`.
 * The same command again changes nothing. Returns the epoch in force.
 */
export async function setKill(core: GatewayCore, command: KillCommand): Promise<{ epoch: number }> {
  const row_id = `kill:${command.id}`;
  if (!knowsRow(core.sql, row_id)) {
    const epoch = nextEpoch(core);
    const envelope = await sign(core, command, epoch);
    storeSwitch(core, command.scope, command.active, epoch, envelope);
    enqueue(core.storage, { row_id, type: 'kill_set', body: JSON.stringify({ envelope }) }, now());
    pump(core);
  }
  return { epoch: readState(core.sql, 'kill_epoch') ?? 0 };
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

/** An older epoch never overwrites a newer one: signing lets two commands overtake each other. */
function storeSwitch(core: GatewayCore, scope: KillScope, active: boolean, epoch: number, envelope: DsseEnvelope): void {
  core.sql.exec(
    `INSERT INTO kill_switches (scope_type, scope_id, active, epoch, envelope) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (scope_type, scope_id) DO UPDATE SET active = excluded.active, epoch = excluded.epoch, envelope = excluded.envelope WHERE excluded.epoch > epoch`,
    scope.type,
    scope.id,
    active ? 1 : 0,
    epoch,
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
export function killView(core: GatewayCore): { epoch: number; active: KillScope[] } {
  const rows = core.sql.exec<{ scope_type: KillScope['type']; scope_id: string }>(
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
    storeSwitch(
      core,
      scope,
      true,
      epoch,
      await sign(core, { scope, active: true, reason: row.reason, actor: 'control_plane' }, epoch),
    );
  }
  writeState(core.sql, 'kill_synced', true);
}
