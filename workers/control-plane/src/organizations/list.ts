import { organizationRows } from '@modekeeper/db';
import { memberContext } from '../members/member-context.ts';
import type { UserCtx } from '../platform/context.ts';
import type { OrganizationView } from './schemas.ts';
import { showOrganization } from './show.ts';

/** The organizations of the signed-in person, oldest first. */
export async function listOrganizations(ctx: UserCtx): Promise<OrganizationView[]> {
  const tenants = await organizationRows.tenantsOf(ctx.platform, ctx.user.id);
  return Promise.all(tenants.map(async (tenant_id) => showOrganization(await memberContext(ctx, tenant_id))));
}
