import { clusterRows, enrollmentRows } from '@modekeeper/db';
import { apiTime } from '../http/paging.ts';
import { commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { findCluster } from './find.ts';
import { clusterRefused } from './refused.ts';
import { newEnrollmentToken } from './token.ts';

/** A new enrolment token for the same cluster id; earlier unused ones are worthless from then on. @throws `cluster_refused` when revoked */
export async function createEnrollmentToken(
  ctx: MemberCtx,
  input: { id: string },
): Promise<{ token: string; expires_at: string }> {
  requirePermission(ctx, 'cluster.manage');
  const cluster = await findCluster(ctx, input.id);
  const { expires_at_ms, insert, token } = newEnrollmentToken(ctx, cluster.id);
  await commit(ctx, {
    permission: 'cluster.manage',
    guards: [clusterRows.guardState(ctx, cluster.id, ['pending', 'awaiting_confirmation', 'active'])],
    refusals: { cluster_state: clusterRefused },
    statements: [enrollmentRows.withdrawTokens(ctx, cluster.id, ctx.now_ms), insert],
    audit: [{ action: 'cluster.token_created', subject: { type: 'cluster', id: cluster.id } }],
  });
  return { token, expires_at: apiTime(expires_at_ms) };
}
