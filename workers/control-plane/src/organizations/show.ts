import { organizationRows } from '@modekeeper/db';
import { apiTime } from '../http/paging.ts';
import type { MemberCtx } from '../platform/context.ts';
import { notFound } from '../platform/problems.ts';
import type { OrganizationView } from './schemas.ts';

export async function showOrganization(ctx: MemberCtx): Promise<OrganizationView> {
  const row = await organizationRows.find(ctx);
  if (row === undefined) throw notFound('organisation');
  return { id: row.tenant_id, name: row.name, role: ctx.role, created_at: apiTime(row.created_at_ms) };
}
