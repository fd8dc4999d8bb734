import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { pageQuerySchema, pageSchema } from '@modekeeper/contracts';
import type { AppEnv } from '../http/app-env.ts';
import { pageQueryOf } from '../http/paging.ts';
import { jsonBody, tenantRoute } from '../http/route.ts';
import { okSchema } from '../identity/schemas.ts';
import { changeMemberRole } from './change-role.ts';
import { listMembers, listRoleBindings } from './list.ts';
import { removeMember } from './remove.ts';
import { changeMemberSchema, memberSchema, roleBindingSchema } from './schemas.ts';

const tag = 'Members';
const params = z.object({ id: z.string() });
const list = tenantRoute({
  method: 'get',
  path: '/v1/members',
  tag,
  summary: 'List the members',
  request: { query: pageQuerySchema },
  answer: { status: 200, description: 'Members', schema: pageSchema(memberSchema) },
});
const change = tenantRoute({
  method: 'patch',
  path: '/v1/members/{id}',
  tag,
  summary: "Change a member's role",
  request: { params, body: jsonBody(changeMemberSchema) },
  answer: { status: 200, description: 'The member', schema: memberSchema },
});
const remove = tenantRoute({
  method: 'delete',
  path: '/v1/members/{id}',
  tag,
  summary: 'Remove a member, or leave',
  request: { params },
  answer: { status: 200, description: 'Removed', schema: okSchema },
});
const bindings = tenantRoute({
  method: 'get',
  path: '/v1/role-bindings',
  tag,
  summary: 'List the role bindings',
  request: { query: pageQuerySchema },
  answer: { status: 200, description: 'Role bindings', schema: pageSchema(roleBindingSchema) },
});

export function addMemberRoutes(app: OpenAPIHono<AppEnv>): void {
  app.openapi(list, async (c) => c.json(await listMembers(c.get('member'), pageQueryOf(c.req.valid('query'))), 200));
  app.openapi(change, async (c) =>
    c.json(await changeMemberRole(c.get('member'), { ...c.req.valid('param'), ...c.req.valid('json') }), 200),
  );
  app.openapi(remove, async (c) => {
    await removeMember(c.get('member'), c.req.valid('param'));
    return c.json({ ok: true as const }, 200);
  });
  app.openapi(bindings, async (c) => c.json(await listRoleBindings(c.get('member'), pageQueryOf(c.req.valid('query'))), 200));
}
