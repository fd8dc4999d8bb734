import type { clusterRows } from '@modekeeper/db';
import { gatewayOf } from '../gateway/client.ts';
import type { PresenceView } from '../gateway/presence.ts';
import { apiTime, apiTimeOrNull } from '../http/paging.ts';
import type { VerbCtx } from '../platform/context.ts';
import type { ClusterView, PresenceAnswer } from './schemas.ts';

/** A cluster as the API shows it, with the presence that its object computes now. */
export async function clusterView(ctx: VerbCtx, row: clusterRows.Cluster): Promise<ClusterView> {
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
    presence: await presenceOf(ctx, row),
  };
}

const NEVER: PresenceAnswer = { state: 'never_connected', cause: null, last_seen_at: null };

async function presenceOf(ctx: VerbCtx, row: clusterRows.Cluster): Promise<PresenceAnswer> {
  // No object exists before the first enrolment; asking would make one.
  if (row.state === 'pending') return NEVER;
  const seen: PresenceView | null = await gatewayOf(ctx, ctx.tenant_id, row.id).presence();
  return seen === null ? NEVER : { state: seen.state, cause: seen.cause, last_seen_at: apiTimeOrNull(seen.last_seen_ms) };
}
