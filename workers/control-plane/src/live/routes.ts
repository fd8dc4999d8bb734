import type { OpenAPIHono } from '@hono/zod-openapi';
import { ModeKeeperError } from '@modekeeper/contracts';
import { clusterRows } from '@modekeeper/db';
import { gatewayOf } from '../gateway/client.ts';
import type { AppEnv } from '../http/app-env.ts';
import { inOrganization, signedIn } from '../http/session.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { notFound } from '../platform/problems.ts';
import { LIVE_SESSION_HEADER, LIVE_USER_HEADER } from './portal-socket.ts';

/** A live socket of a browser: WebSocket upgrades are not part of OpenAPI, so this route stands outside the documentation's list. */
export function addLiveRoutes(app: OpenAPIHono<AppEnv>): void {
  app.get('/v1/clusters/:id/live', signedIn, inOrganization, async (c) => {
    if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') throw upgradeRequired();
    return follow(c.get('member'), c.req.param('id'));
  });
}

/**
 * Follows a cluster: snapshot first, then events with the same numbers. Read only.
 * @throws `not_found` (also for a cluster that has not enrolled yet: there is nothing to follow)
 */
async function follow(ctx: MemberCtx, cluster_id: string): Promise<Response> {
  requirePermission(ctx, 'cluster.read');
  const cluster = await clusterRows.find(ctx, cluster_id);
  if (cluster === undefined) throw notFound('cluster');
  const answer = await gatewayOf(ctx, ctx.tenant_id, cluster.id).fetch('https://gateway.internal/live', {
    headers: { Upgrade: 'websocket', [LIVE_USER_HEADER]: ctx.user.id, [LIVE_SESSION_HEADER]: ctx.session.id },
  });
  if (answer.status === 404) throw notFound('cluster');
  return new Response(null, { status: answer.status, webSocket: answer.webSocket });
}

function upgradeRequired(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'upgrade_required',
    message: 'This address speaks WebSocket only.',
    hint: 'Open it as a WebSocket; plain data is at GET /v1/clusters/{id}.',
  });
}
