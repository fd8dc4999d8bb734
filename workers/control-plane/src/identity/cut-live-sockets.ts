import { organizationRows } from '@modekeeper/db';
import { everyCluster } from '../clusters/every.ts';
import { gatewayOf } from '../gateway/client.ts';
import type { CutSessions } from '../live/portal-socket.ts';
import type { BaseCtx } from '../platform/context.ts';
import { tenantContext } from '../platform/placement.ts';

/** Cuts live sockets in every object of the person's organizations. */
export async function cutLiveSockets(ctx: BaseCtx, user_id: string, who: CutSessions): Promise<void> {
  for (const tenant_id of await organizationRows.tenantsOf(ctx.platform, user_id)) await cutInOrganization(ctx, tenant_id, who);
}

/** The same inside one organization: a member was removed. */
export async function cutInOrganization(ctx: BaseCtx, tenant_id: string, who: CutSessions): Promise<void> {
  const clusters = await everyCluster(tenantContext(ctx.env, ctx.config, tenant_id));
  await Promise.all(
    clusters
      // No object exists before the first enrolment; asking would make one.
      .filter((cluster) => cluster.state !== 'pending')
      .map((cluster) => gatewayOf(ctx, tenant_id, cluster.id).cutSessions(who)),
  );
}
