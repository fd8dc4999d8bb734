import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { pageQuerySchema, pageSchema } from '@modekeeper/contracts';
import type { AppEnv } from '../http/app-env.ts';
import { NUMBER_CURSOR, pageQueryOf } from '../http/paging.ts';
import { tenantRoute } from '../http/route.ts';
import { actorSchema } from '../platform/actor.ts';
import { AUDIT_ACTIONS } from './actions.ts';
import { listAuditEvents } from './list.ts';

const filterSchema = z.object({
  action: z.enum(AUDIT_ACTIONS).optional(),
  subject_type: z.string().max(40).optional(),
  subject_id: z.string().max(300).optional(),
});
const auditEventSchema = z
  .object({
    seq: z.int(),
    at: z.string(),
    action: z.string(),
    actor: actorSchema,
    subject: z.object({ type: z.string(), id: z.string() }),
    detail: z.record(z.string(), z.unknown()),
    request_id: z.string().nullable(),
  })
  .openapi('AuditEvent');
export type AuditEventView = z.infer<typeof auditEventSchema>;

const list = tenantRoute({
  method: 'get',
  path: '/v1/audit-events',
  tag: 'Audit',
  summary: 'Read the audit log',
  description: 'Newest first. `seq` counts from 1 without gaps; nothing is ever changed or taken out.',
  request: { query: pageQuerySchema.extend(filterSchema.shape) },
  answer: { status: 200, description: 'Events', schema: pageSchema(auditEventSchema) },
});

export function addAuditRoutes(app: OpenAPIHono<AppEnv>): void {
  app.openapi(list, async (c) => {
    const query = c.req.valid('query');
    return c.json(await listAuditEvents(c.get('member'), query, pageQueryOf(query, NUMBER_CURSOR)), 200);
  });
}
