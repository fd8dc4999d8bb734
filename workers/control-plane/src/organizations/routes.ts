import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppEnv } from '../http/app-env.ts';
import { jsonBody, userRoute } from '../http/route.ts';
import { memberContext } from '../members/member-context.ts';
import { createOrganization } from './create.ts';
import { listOrganizations } from './list.ts';
import { createOrganizationSchema, organizationSchema } from './schemas.ts';
import { showOrganization } from './show.ts';

const tag = 'Organizations';
const create = userRoute({
  method: 'post',
  path: '/v1/organizations',
  tag,
  summary: 'Make an organization',
  description: 'You become its first owner.',
  request: { body: jsonBody(createOrganizationSchema) },
  answer: { status: 201, description: 'The new organization', schema: organizationSchema },
});
const list = userRoute({
  method: 'get',
  path: '/v1/organizations',
  tag,
  summary: 'List your organizations',
  answer: {
    status: 200,
    description: 'Your organizations, oldest first',
    schema: z.object({ items: z.array(organizationSchema), next_cursor: z.null() }),
  },
});
const show = userRoute({
  method: 'get',
  path: '/v1/organizations/{id}',
  tag,
  summary: 'Show one of your organizations',
  request: { params: z.object({ id: z.string() }) },
  answer: { status: 200, description: 'The organization', schema: organizationSchema },
});

export function addOrganizationRoutes(app: OpenAPIHono<AppEnv>): void {
  app.openapi(create, async (c) => c.json(await createOrganization(c.get('user'), c.req.valid('json')), 201));
  app.openapi(list, async (c) => c.json({ items: await listOrganizations(c.get('user')), next_cursor: null }, 200));
  app.openapi(show, async (c) =>
    c.json(await showOrganization(await memberContext(c.get('user'), c.req.valid('param').id)), 200),
  );
}
