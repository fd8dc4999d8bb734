import { planRows } from '@modekeeper/db';
import { pageAnswer, pageQueryOf } from '../http/paging.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import type { ListPlans } from './schemas.ts';
import { planView } from './view.ts';

/** Plans of the organization, newest first. */
export async function listPlans(ctx: MemberCtx, input: ListPlans) {
  requirePermission(ctx, 'plan.read');
  const { cluster_id, environment_id, state: states, target } = input;
  const filter = { cluster_id, environment_id, states, target };
  return pageAnswer(await planRows.list(ctx, filter, pageQueryOf(input)), planView);
}
