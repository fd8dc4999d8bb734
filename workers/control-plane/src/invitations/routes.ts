import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { pageQuerySchema, pageSchema } from '@modekeeper/contracts';
import type { AppEnv } from '../http/app-env.ts';
import { pageQueryOf } from '../http/paging.ts';
import { jsonBody, tenantRoute, userRoute } from '../http/route.ts';
import { okSchema } from '../identity/schemas.ts';
import { organizationSchema } from '../organizations/schemas.ts';
import { acceptInvitation } from './accept.ts';
import { createInvitation } from './create.ts';
import { listInvitations } from './list.ts';
import { revokeInvitation } from './revoke.ts';
import { acceptInvitationSchema, createdInvitationSchema, createInvitationSchema, invitationSchema } from './schemas.ts';

const tag = 'Invitations';
const create = tenantRoute({
  method: 'post',
  path: '/v1/invitations',
  tag,
  summary: 'Invite somebody into a role',
  request: { body: jsonBody(createInvitationSchema) },
  answer: { status: 201, description: 'The invitation; its link is shown here only', schema: createdInvitationSchema },
});
const list = tenantRoute({
  method: 'get',
  path: '/v1/invitations',
  tag,
  summary: 'List the invitations',
  request: { query: pageQuerySchema },
  answer: { status: 200, description: 'Invitations, newest first', schema: pageSchema(invitationSchema) },
});
const revoke = tenantRoute({
  method: 'delete',
  path: '/v1/invitations/{id}',
  tag,
  summary: 'Take an invitation back',
  request: { params: z.object({ id: z.string() }) },
  answer: { status: 200, description: 'Taken back', schema: okSchema },
});
const accept = userRoute({
  method: 'post',
  path: '/v1/invitations/accept',
  tag,
  summary: 'Accept an invitation',
  description: 'Works once, within 7 days, for the address that was invited.',
  request: { body: jsonBody(acceptInvitationSchema) },
  answer: { status: 200, description: 'The organization that you joined', schema: organizationSchema },
});

export function addInvitationRoutes(app: OpenAPIHono<AppEnv>): void {
  app.openapi(accept, async (c) => c.json(await acceptInvitation(c.get('user'), c.req.valid('json')), 200));
  app.openapi(create, async (c) => c.json(await createInvitation(c.get('member'), c.req.valid('json')), 201));
  app.openapi(list, async (c) => c.json(await listInvitations(c.get('member'), pageQueryOf(c.req.valid('query'))), 200));
  app.openapi(revoke, async (c) => {
    await revokeInvitation(c.get('member'), c.req.valid('param'));
    return c.json({ ok: true as const }, 200);
  });
}
