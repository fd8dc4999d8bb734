import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { pageQuerySchema, pageSchema } from '@modekeeper/contracts';
import type { AppEnv } from '../http/app-env.ts';
import { pageQueryOf } from '../http/paging.ts';
import { jsonBody, tenantRoute } from '../http/route.ts';
import { createEnvironment } from './create.ts';
import { listEnvironments, showEnvironment } from './list.ts';
import { createEnvironmentSchema, environmentSchema } from './schemas.ts';

const tag = 'Environments';
const create = tenantRoute({
  method: 'post',
  path: '/v1/environments',
  tag,
  summary: 'Make an environment',
  request: { body: jsonBody(createEnvironmentSchema) },
  answer: { status: 201, description: 'The environment', schema: environmentSchema },
});
const list = tenantRoute({
  method: 'get',
  path: '/v1/environments',
  tag,
  summary: 'List the environments',
  request: { query: pageQuerySchema },
  answer: { status: 200, description: 'Environments, newest first', schema: pageSchema(environmentSchema) },
});
const show = tenantRoute({
  method: 'get',
  path: '/v1/environments/{id}',
  tag,
  summary: 'Show an environment',
  request: { params: z.object({ id: z.string() }) },
  answer: { status: 200, description: 'The environment', schema: environmentSchema },
});

export function addEnvironmentRoutes(app: OpenAPIHono<AppEnv>): void {
  app.openapi(create, async (c) => c.json(await createEnvironment(c.get('member'), c.req.valid('json')), 201));
  app.openapi(list, async (c) => c.json(await listEnvironments(c.get('member'), pageQueryOf(c.req.valid('query'))), 200));
  app.openapi(show, async (c) => c.json(await showEnvironment(c.get('member'), c.req.valid('param')), 200));
}
