import { clusterRows, organizationRows } from '@modekeeper/db';
import { gatewayOf } from '../gateway/client.ts';
import type { BaseCtx } from '../platform/context.ts';
import { tenantContext } from '../platform/placement.ts';

/** Asks every object of the person's organizations to check its live sockets against the sessions that still exist. */
export async function cutLiveSockets(ctx: BaseCtx, user_id: string, session_id: string | null): Promise<void> {
  for (const tenant_id of await organizationRows.tenantsOf(ctx.platform, user_id)) {
    await cutInOrganization(ctx, tenant_id, user_id, session_id);
  }
}

/** The same inside one organization: a member was removed. @param session_id null: every session of the person */
export async function cutInOrganization(
  ctx: BaseCtx,
  tenant_id: string,
  user_id: string,
  session_id: string | null,
): Promise<void> {
  const tenant = tenantContext(ctx.env, ctx.config, tenant_id);
  const { items } = await clusterRows.list(tenant, {}, { limit: 200 });
  await Promise.all(
    items
      // No object exists before the first enrolment; asking would make one.
      .filter((cluster) => cluster.state !== 'pending')
      .map((cluster) => gatewayOf(ctx, tenant_id, cluster.id).cutSessions(session_id === null ? { user_id } : { session_id })),
  );
}
