import type { planRows } from '@modekeeper/db';
import { apiTime, apiTimeOrNull } from '../http/paging.ts';
import type { PlanView } from './schemas.ts';

/** A plan as lists show it. */
export function planView(row: planRows.PlanRow): PlanView {
  const { changes, cluster_id, effect_digest, environment_id, id, kind, plan_digest, reason, revision, state } = row;
  return {
    ...{ id, cluster_id, environment_id, kind, state, revision, reason, plan_digest, effect_digest },
    // Checked when the plan was recorded.
    changes: changes as PlanView['changes'],
    target: { kind: row.target_kind, namespace: row.target_namespace, name: row.target_name, uid: row.target_uid },
    created_at: apiTime(row.created_at_ms),
    expires_at: apiTime(row.expires_at_ms),
    updated_at: apiTime(row.updated_at_ms),
    verified_at: apiTimeOrNull(row.verified_at_ms),
    dispatched_at: apiTimeOrNull(row.dispatched_at_ms),
    cancel_requested_at: apiTimeOrNull(row.cancel_requested_at_ms),
  };
}
