import { memberRows, type PageQuery } from '@modekeeper/db';
import { apiTime, pageAnswer } from '../http/paging.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import type { MemberView, RoleBindingView } from './schemas.ts';

export function memberView(row: memberRows.Member): MemberView {
  return { id: row.user_id, name: row.name, email: row.email, role: row.role, joined_at: apiTime(row.joined_at_ms) };
}

export async function listMembers(ctx: MemberCtx, page: PageQuery) {
  requirePermission(ctx, 'organization.read');
  return pageAnswer(await memberRows.list(ctx, page), memberView);
}

export async function listRoleBindings(ctx: MemberCtx, page: PageQuery) {
  requirePermission(ctx, 'organization.read');
  return pageAnswer(await memberRows.listBindings(ctx, page), bindingView);
}

function bindingView(row: memberRows.RoleBinding): RoleBindingView {
  return {
    id: row.id,
    principal: { type: row.principal_type, id: row.principal_id },
    role: row.role,
    scope: { type: row.scope_type, id: row.scope_id },
    created_at: apiTime(row.created_at_ms),
  };
}
