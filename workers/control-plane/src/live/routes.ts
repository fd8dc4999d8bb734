import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { clusterRows } from '@modekeeper/db';
import { gatewayOf } from '../gateway/client.ts';
import type { AppEnv } from '../http/app-env.ts';
import { tenantRoute } from '../http/route.ts';
import { inOrganization, signedIn } from '../http/session.ts';
import { rateLimited } from '../platform/attempts.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { notFound } from '../platform/problems.ts';
import { routeConnect, upgradeRequired } from './connect-route.ts';
import { LIVE_SESSION_HEADER, LIVE_USER_HEADER } from './portal-socket.ts';
import { seriesAnswerSchema, seriesQuerySchema, showSeries } from './series.ts';

const series = tenantRoute({
  method: 'get',
  path: '/v1/clusters/{id}/series',
  tag: 'Clusters',
  summary: 'Read aggregated series of the workloads',
  request: { params: z.object({ id: z.string() }), query: seriesQuerySchema },
  answer: { status: 200, description: 'Buckets per workload, ascending', schema: seriesAnswerSchema },
});

/** WebSocket upgrades are not part of OpenAPI: the two sockets stand outside the documentation's list. */
export function addLiveRoutes(app: OpenAPIHono<AppEnv>): void {
  app.get('/v1/connect', (c) => routeConnect(c.get('base'), c.req.raw));
  app.openapi(series, async (c) =>
    c.json(await showSeries(c.get('member'), { ...c.req.valid('param'), ...c.req.valid('query') }), 200),
  );
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
  if (answer.status === 429) throw rateLimited(60);
  return new Response(null, { status: answer.status, webSocket: answer.webSocket });
}
