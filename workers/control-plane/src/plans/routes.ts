import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { pageSchema } from '@modekeeper/contracts';
import type { AppEnv } from '../http/app-env.ts';
import { jsonBody, tenantRoute } from '../http/route.ts';
import { approvePlan } from './approve.ts';
import { cancelPlan } from './cancel.ts';
import { listPlans } from './list.ts';
import { rejectPlan } from './reject.ts';
import { resolvePlan } from './resolve.ts';
import { approveSchema, listPlansSchema, planDetailSchema, planSchema, reasonSchema, resolveSchema } from './schemas.ts';
import { showPlan } from './show.ts';

const tag = 'Plans';
const params = z.object({ id: z.string() });
const detail = { status: 200, description: 'The plan', schema: planDetailSchema } as const;

const list = tenantRoute({
  method: 'get',
  path: '/v1/plans',
  tag,
  summary: 'List plans',
  request: { query: listPlansSchema },
  answer: { status: 200, description: 'Plans, newest first', schema: pageSchema(planSchema) },
});
const show = tenantRoute({
  method: 'get',
  path: '/v1/plans/{id}',
  tag,
  summary: 'Show a plan with its documents, gates and effect',
  request: { params },
  answer: detail,
});
const approve = tenantRoute({
  method: 'post',
  path: '/v1/plans/{id}/approve',
  tag,
  summary: 'Approve one effect of a plan',
  description:
    'Needs a step-up within the last 5 minutes. Names the effect that you looked at; another current one is refused with `effect_changed`.',
  request: { params, body: jsonBody(approveSchema) },
  answer: detail,
});
const reject = tenantRoute({
  method: 'post',
  path: '/v1/plans/{id}/reject',
  tag,
  summary: 'Reject a verified plan',
  request: { params, body: jsonBody(reasonSchema) },
  answer: detail,
});
const cancel = tenantRoute({
  method: 'post',
  path: '/v1/plans/{id}/cancel',
  tag,
  summary: 'Cancel a plan',
  description: 'Certain until the plan was dispatched; afterwards a request that the connector may come too late for.',
  request: { params, body: jsonBody(reasonSchema) },
  answer: detail,
});
const resolve = tenantRoute({
  method: 'post',
  path: '/v1/plans/{id}/resolve',
  tag,
  summary: 'Settle a plan that needs a person',
  description: 'Needs a step-up within the last 5 minutes.',
  request: { params, body: jsonBody(resolveSchema) },
  answer: detail,
});

export function addPlanRoutes(app: OpenAPIHono<AppEnv>): void {
  app.openapi(list, async (c) => c.json(await listPlans(c.get('member'), c.req.valid('query')), 200));
  app.openapi(show, async (c) => c.json(await showPlan(c.get('member'), c.req.valid('param')), 200));
  app.openapi(approve, async (c) =>
    c.json(await approvePlan(c.get('member'), { ...c.req.valid('param'), ...c.req.valid('json') }), 200),
  );
  app.openapi(reject, async (c) =>
    c.json(await rejectPlan(c.get('member'), { ...c.req.valid('param'), ...c.req.valid('json') }), 200),
  );
  app.openapi(cancel, async (c) =>
    c.json(await cancelPlan(c.get('member'), { ...c.req.valid('param'), ...c.req.valid('json') }), 200),
  );
  app.openapi(resolve, async (c) =>
    c.json(await resolvePlan(c.get('member'), { ...c.req.valid('param'), ...c.req.valid('json') }), 200),
  );
}
