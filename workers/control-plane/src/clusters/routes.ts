import { type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  enrollRequestSchema,
  enrollResponseSchema,
  pageQuerySchema,
  pageSchema,
  rotateKeyRequestSchema,
  rotateKeyResponseSchema,
} from '@modekeeper/contracts';
import type { AppEnv } from '../http/app-env.ts';
import { pageQueryOf } from '../http/paging.ts';
import { jsonBody, publicRoute, tenantRoute } from '../http/route.ts';
import { okSchema } from '../identity/schemas.ts';
import { confirmCluster } from './confirm.ts';
import { createCluster } from './create.ts';
import { createEnrollmentToken } from './create-token.ts';
import { endCluster } from './end.ts';
import { enroll } from './enroll.ts';
import { installGuide } from './install.ts';
import { installQuerySchema, installSchema } from './install-schemas.ts';
import { listClusters } from './list.ts';
import { rotateKey } from './rotate-key.ts';
import {
  clusterDetailSchema,
  clusterSchema,
  confirmClusterSchema,
  createClusterSchema,
  createdClusterSchema,
  tokenSchema,
} from './schemas.ts';
import { showCluster } from './show.ts';

const tag = 'Clusters';
const params = z.object({ id: z.string() });
const create = tenantRoute({
  method: 'post',
  path: '/v1/clusters',
  tag,
  summary: 'Add a cluster',
  description: 'Answers its id and an enrolment token, which is shown here only.',
  request: { body: jsonBody(createClusterSchema) },
  answer: { status: 201, description: 'The cluster and its token', schema: createdClusterSchema },
});
const list = tenantRoute({
  method: 'get',
  path: '/v1/clusters',
  tag,
  summary: 'List the clusters',
  request: { query: pageQuerySchema.extend({ environment_id: z.string().optional() }) },
  answer: { status: 200, description: 'Clusters, newest first', schema: pageSchema(clusterSchema) },
});
const show = tenantRoute({
  method: 'get',
  path: '/v1/clusters/{id}',
  tag,
  summary: 'Show a cluster',
  request: { params },
  answer: { status: 200, description: 'The cluster and its connection', schema: clusterDetailSchema },
});
const remove = tenantRoute({
  method: 'delete',
  path: '/v1/clusters/{id}',
  tag,
  summary: 'Remove a cluster',
  description: 'Its connector is refused for good; open plans up to approved are cancelled, later ones need a person.',
  request: { params },
  answer: { status: 200, description: 'Removed', schema: okSchema },
});
const token = tenantRoute({
  method: 'post',
  path: '/v1/clusters/{id}/tokens',
  tag,
  summary: 'Make a new enrolment token',
  description: 'To enrol again under the same id. The old key is then refused for sessions and kept for old documents.',
  request: { params },
  answer: { status: 201, description: 'The token', schema: tokenSchema },
});
const confirm = tenantRoute({
  method: 'post',
  path: '/v1/clusters/{id}/confirm',
  tag,
  summary: 'Confirm the uid of a cluster',
  description: 'Until then the connector may only send heartbeats.',
  request: { params, body: jsonBody(confirmClusterSchema) },
  answer: { status: 200, description: 'The cluster', schema: clusterSchema },
});
const revoke = tenantRoute({
  method: 'post',
  path: '/v1/clusters/{id}/revoke',
  tag,
  summary: 'Revoke a cluster',
  description: 'As removing, but it stays in the list.',
  request: { params },
  answer: { status: 200, description: 'Revoked', schema: okSchema },
});
const install = tenantRoute({
  method: 'get',
  path: '/v1/clusters/{id}/install',
  tag,
  summary: 'Get the commands and values files for Helm',
  request: { params, query: installQuerySchema },
  answer: { status: 200, description: 'Steps in their order', schema: installSchema },
});
const enrollRoute = publicRoute({
  method: 'post',
  path: '/v1/enroll',
  tag: 'Connectors',
  summary: 'Enrol a connector',
  description: 'For connectors. The same token with the same key within the hour gets the same answer.',
  request: { body: jsonBody(enrollRequestSchema) },
  answer: { status: 200, description: 'Enrolled', schema: enrollResponseSchema },
});
const rotateRoute = publicRoute({
  method: 'post',
  path: '/v1/rotate-key',
  tag: 'Connectors',
  summary: 'Replace the key of a connector',
  description:
    'For connectors. The document is signed by the key in use and by the new one; nothing else proves who asks. The old key is then refused for sessions and kept for old documents.',
  request: { body: jsonBody(rotateKeyRequestSchema) },
  answer: { status: 200, description: 'The key in use from now on', schema: rotateKeyResponseSchema },
});

export function addClusterRoutes(app: OpenAPIHono<AppEnv>): void {
  app.openapi(create, async (c) => c.json(await createCluster(c.get('member'), c.req.valid('json')), 201));
  app.openapi(list, async (c) => {
    const query = c.req.valid('query');
    return c.json(await listClusters(c.get('member'), query, pageQueryOf(query)), 200);
  });
  app.openapi(show, async (c) => c.json(await showCluster(c.get('member'), c.req.valid('param')), 200));
  app.openapi(remove, async (c) => {
    await endCluster(c.get('member'), { ...c.req.valid('param'), how: 'removed' });
    return c.json({ ok: true as const }, 200);
  });
  app.openapi(token, async (c) => c.json(await createEnrollmentToken(c.get('member'), c.req.valid('param')), 201));
  app.openapi(confirm, async (c) =>
    c.json(await confirmCluster(c.get('member'), { ...c.req.valid('param'), ...c.req.valid('json') }), 200),
  );
  app.openapi(revoke, async (c) => {
    await endCluster(c.get('member'), { ...c.req.valid('param'), how: 'revoked' });
    return c.json({ ok: true as const }, 200);
  });
  app.openapi(install, async (c) =>
    c.json(await installGuide(c.get('member'), { ...c.req.valid('param'), ...c.req.valid('query') }), 200),
  );
  app.openapi(enrollRoute, async (c) => c.json(await enroll(c.get('base'), c.req.valid('json')), 200));
  app.openapi(rotateRoute, async (c) => c.json(await rotateKey(c.get('base'), c.req.valid('json')), 200));
}
