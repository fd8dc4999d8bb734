import { memberRows, organizationRows } from '@modekeeper/db';
import { apiTime } from '../http/paging.ts';
import { commit } from '../platform/commit.ts';
import type { UserCtx } from '../platform/context.ts';
import { tenantContext } from '../platform/placement.ts';
import { newId } from '../platform/random.ts';
import type { CreateOrganization, OrganizationView } from './schemas.ts';

/** Makes an organization, which is a tenant; whoever makes it is its first owner. */
export async function createOrganization(ctx: UserCtx, input: CreateOrganization): Promise<OrganizationView> {
  const id = newId('org');
  const tenant = { ...ctx, ...tenantContext(ctx.env, ctx.config, id), role: 'owner' as const };
  const by = { created_by: ctx.user.id, created_at_ms: ctx.now_ms };
  await commit(tenant, {
    statements: [
      organizationRows.insert(tenant, { name: input.name, ...by }),
      memberRows.insert(tenant, { user_id: ctx.user.id, joined_at_ms: ctx.now_ms, invited_by: null }),
      memberRows.bindRole(tenant, { id: newId('rb'), principal_id: ctx.user.id, role: 'owner', ...by }),
      organizationRows.link(tenant, ctx.user.id),
    ],
    audit: [{ action: 'organization.created', subject: { type: 'organization', id }, detail: { name: input.name } }],
  });
  return { id, name: input.name, role: 'owner', created_at: apiTime(ctx.now_ms) };
}
