import { auditRows, killRows, planRows } from '@modekeeper/db';
import { apiTime } from '../http/paging.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { notFound } from '../platform/problems.ts';
import type { KillSwitchView, SetKill } from './schemas.ts';

/** Those that are on come first; a workload's switch that nobody moved for long may be missing, never one that stops something. */
const SWITCHES_SHOWN = 200;
const HISTORY_SHOWN = 50;
const STOPPED_SHOWN = 50;
/** Read at once for all switches that are on. */
const STOPPED_READ = 500;

/** Switches with their history and what they stopped, those that are on first. */
export async function listKillSwitches(ctx: MemberCtx): Promise<{ items: KillSwitchView[]; next_cursor: null }> {
  requirePermission(ctx, 'plan.read');
  return { items: await views(ctx, await killRows.list(ctx, SWITCHES_SHOWN)), next_cursor: null };
}

/** One switch. @throws `not_found` */
export async function showKillSwitch(ctx: MemberCtx, input: Pick<SetKill, 'scope_type' | 'scope_id'>): Promise<KillSwitchView> {
  const row = await killRows.find(ctx, input.scope_type, input.scope_id);
  const [view] = row === undefined ? [] : await views(ctx, [row]);
  if (view === undefined) throw notFound('kill switch');
  return view;
}

/** Two questions to the database, however many switches there are: somebody with this page open asks often. */
async function views(ctx: MemberCtx, rows: readonly killRows.KillSwitchRow[]): Promise<KillSwitchView[]> {
  const on = rows.filter(({ active }) => active);
  const since_ms = Math.min(...on.map(({ changed_at_ms }) => changed_at_ms));
  const [events, stopped] = await Promise.all([
    auditRows.newestAbout(ctx, 'kill_switch', rows.map(subjectOf), HISTORY_SHOWN),
    on.length === 0 ? [] : planRows.stoppedSince(ctx, since_ms, STOPPED_READ),
  ]);
  return rows.map((row) => ({
    scope_type: row.scope_type,
    scope_id: row.scope_id,
    active: row.active,
    reason: row.reason,
    changed_at: apiTime(row.changed_at_ms),
    changed_by: String(row.actor.user_id ?? 'control_plane'),
    stopped: stopped
      .filter((plan) => stops(row, plan))
      .slice(0, STOPPED_SHOWN)
      .map(({ id, state }) => ({ plan_id: id, state })),
    history: events
      .filter(({ subject_id }) => subject_id === subjectOf(row))
      .map((event) => ({
        at: apiTime(event.at_ms),
        active: event.action === 'kill.engaged',
        reason: String(event.detail.reason ?? ''),
        changed_by: String(event.actor.user_id ?? 'control_plane'),
      })),
  }));
}

function subjectOf({ scope_id, scope_type }: Pick<killRows.KillSwitchRow, 'scope_type' | 'scope_id'>): string {
  return `${scope_type}:${scope_id}`;
}

/** Whether the plan is in the scope of the switch and ended since it was turned on. */
function stops({ active, changed_at_ms, scope_id, scope_type }: killRows.KillSwitchRow, plan: planRows.StoppedPlan): boolean {
  if (!active || plan.updated_at_ms < changed_at_ms) return false;
  if (scope_type === 'organization') return true;
  const covered = scope_type === 'cluster' ? plan.cluster_id : `${plan.cluster_id}/${plan.target_namespace}/${plan.target_name}`;
  return scope_id === covered;
}
