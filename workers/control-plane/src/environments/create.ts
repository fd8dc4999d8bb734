import { environmentRows } from '@modekeeper/db';
import { commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { alreadyExists } from '../platform/problems.ts';
import { newId } from '../platform/random.ts';
import { environmentView } from './list.ts';
import type { CreateEnvironment, EnvironmentView } from './schemas.ts';

/** Makes an environment. @throws `already_exists` for a name that is taken */
export async function createEnvironment(ctx: MemberCtx, input: CreateEnvironment): Promise<EnvironmentView> {
  requirePermission(ctx, 'environment.create');
  const row = { id: newId('env'), ...input, created_by: ctx.user.id, created_at_ms: ctx.now_ms };
  await commit(ctx, {
    permission: 'environment.create',
    duplicate: () => alreadyExists('an environment', 'name'),
    statements: [environmentRows.insert(ctx, row)],
    audit: [{ action: 'environment.created', subject: { type: 'environment', id: row.id }, detail: { ...input } }],
  });
  return environmentView(row);
}
