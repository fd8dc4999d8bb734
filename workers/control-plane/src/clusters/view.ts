import type { clusterRows } from '@modekeeper/db';
import { gatewayOf } from '../gateway/client.ts';
import type { PresenceView } from '../gateway/presence.ts';
import { apiTime, apiTimeOrNull } from '../http/paging.ts';
import type { VerbCtx } from '../platform/context.ts';
import type { ClusterView, PresenceAnswer } from './schemas.ts';

/** A cluster as the API shows it. */
export function clusterView(row: clusterRows.Cluster, presence: PresenceAnswer): ClusterView {
  return {
    id: row.id,
    environment_id: row.environment_id,
    name: row.name,
    state: row.state === 'removed' ? 'revoked' : row.state,
    mode: row.mode,
    chart_version: row.chart_version,
    cluster_uid: row.cluster_uid,
    confirmed_uid: row.confirmed_uid,
    key_id: row.key_id,
    public_key: row.public_key,
    created_at: apiTime(row.created_at_ms),
    enrolled_at: apiTimeOrNull(row.enrolled_at_ms),
    confirmed_at: apiTimeOrNull(row.confirmed_at_ms),
    presence,
  };
}

/** Presence as the database was last told: for lists, which must not wake an object per row (docs/decisions/005-presence-in-lists.md). */
export function toldPresence(row: clusterRows.Cluster): PresenceAnswer {
  const seen = { last_seen_at: apiTimeOrNull(row.presence_last_seen_ms), observed_at: apiTimeOrNull(row.presence_observed_ms) };
  if (row.state === 'revoked' || row.state === 'removed') return { state: 'refused', cause: 'cluster_revoked', ...seen };
  const isWaiting = row.state === 'awaiting_confirmation' && (row.presence_state ?? 'connected') === 'connected';
  if (isWaiting) return { state: 'awaiting_confirmation', cause: 'uid_not_confirmed', ...seen };
  return { state: row.presence_state ?? 'never_connected', cause: row.presence_cause, ...seen };
}

/** Presence that the object computes from the lease at this moment. */
export function seenPresence(seen: PresenceView, now_ms: number): PresenceAnswer {
  return {
    state: seen.state,
    cause: seen.cause,
    last_seen_at: apiTimeOrNull(seen.last_seen_ms),
    observed_at: apiTime(now_ms),
  };
}

/** Asks the object; while it cannot be reached, what the database was last told has to do. */
export async function askObject<T>(
  ctx: VerbCtx,
  row: clusterRows.Cluster,
  ask: (stub: ReturnType<typeof gatewayOf>) => Promise<T>,
): Promise<T | null> {
  // No object exists before the first enrolment; asking would make one.
  if (row.state === 'pending') return null;
  try {
    return await ask(gatewayOf(ctx, ctx.tenant_id, row.id));
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown';
    console.warn(JSON.stringify({ event: 'object_not_asked', cluster_id: row.id, reason }));
    return null;
  }
}
