import { clusterRows, environmentRows } from '@modekeeper/db';
import { apiTime } from '../http/paging.ts';
import { commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { notFound } from '../platform/problems.ts';
import { newId } from '../platform/random.ts';
import { findCluster } from './find.ts';
import type { CreateCluster, CreatedCluster } from './schemas.ts';
import { newEnrollmentToken } from './token.ts';
import { clusterView, toldPresence } from './view.ts';

/** Makes a cluster and its first enrolment token, which is shown here only. @throws `not_found` for the environment */
export async function createCluster(ctx: MemberCtx, input: CreateCluster): Promise<CreatedCluster> {
  requirePermission(ctx, 'cluster.manage');
  const id = newId('cl');
  const { expires_at_ms, insert, token } = newEnrollmentToken(ctx, id);
  await commit(ctx, {
    permission: 'cluster.manage',
    guards: [environmentRows.guardEnvironment(ctx, input.environment_id)],
    refusals: { environment_exists: () => notFound('environment') },
    statements: [clusterRows.insert(ctx, { id, ...input, created_by: ctx.user.id, created_at_ms: ctx.now_ms }), insert],
    audit: [{ action: 'cluster.created', subject: { type: 'cluster', id }, detail: { ...input } }],
  });
  const row = await findCluster(ctx, id);
  return { ...clusterView(row, toldPresence(row)), token, expires_at: apiTime(expires_at_ms) };
}
