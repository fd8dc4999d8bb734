import { auditRows, killRows, planRows } from '@modekeeper/db';
import { apiTime } from '../http/paging.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { notFound } from '../platform/problems.ts';
import type { KillSwitchView, SetKill } from './schemas.ts';

const HISTORY_SHOWN = 50;
const STOPPED_SHOWN = 50;

/** Every switch that was ever moved, with its history and what it stopped. */
export async function listKillSwitches(ctx: MemberCtx): Promise<{ items: KillSwitchView[]; next_cursor: null }> {
  requirePermission(ctx, 'plan.read');
  const rows = await killRows.list(ctx);
  return { items: await Promise.all(rows.map((row) => killSwitchView(ctx, row))), next_cursor: null };
}

/** One switch. @throws `not_found` */
export async function showKillSwitch(ctx: MemberCtx, input: Pick<SetKill, 'scope_type' | 'scope_id'>): Promise<KillSwitchView> {
  const row = await killRows.find(ctx, input.scope_type, input.scope_id);
  if (row === undefined) throw notFound('kill switch');
  return killSwitchView(ctx, row);
}

async function killSwitchView(ctx: MemberCtx, row: killRows.KillSwitchRow): Promise<KillSwitchView> {
  const { active, reason, scope_id, scope_type } = row;
  const subject_id = `${scope_type}:${scope_id}`;
  const [history, stopped] = await Promise.all([
    auditRows.list(ctx, { subject_type: 'kill_switch', subject_id }, { limit: HISTORY_SHOWN }),
    active
      ? planRows.stoppedSince(ctx, { scope_type, scope_id, since_ms: row.changed_at_ms, limit: STOPPED_SHOWN })
      : Promise.resolve([]),
  ]);
  return {
    ...{ scope_type, scope_id, active, reason, stopped },
    changed_at: apiTime(row.changed_at_ms),
    changed_by: String(row.actor.user_id ?? 'control_plane'),
    history: history.items.map((event) => ({
      at: apiTime(event.at_ms),
      active: event.action === 'kill.engaged',
      reason: String(event.detail.reason ?? ''),
      changed_by: String(event.actor.user_id ?? 'control_plane'),
    })),
  };
}
