import type { OpenAPIHono } from '@hono/zod-openapi';
import { pageSchema } from '@modekeeper/contracts';
import type { AppEnv } from '../http/app-env.ts';
import { jsonBody, tenantRoute } from '../http/route.ts';
import { KILL_PATH } from '../http/session.ts';
import { listKillSwitches } from './list.ts';
import { killSwitchSchema, setKillSchema } from './schemas.ts';
import { setKillSwitch } from './set.ts';

const tag = 'Kill switch';
const list = tenantRoute({
  method: 'get',
  path: KILL_PATH,
  tag,
  summary: 'List the kill switches',
  answer: {
    status: 200,
    description: 'Those that are on, then the others; each last moved first, at most 200',
    schema: pageSchema(killSwitchSchema),
  },
});
const set = tenantRoute({
  method: 'post',
  path: KILL_PATH,
  tag,
  summary: 'Stop everything, or lift a stop',
  description:
    'Stops one workload, one cluster or the organization. Lifting needs a step-up within the last 5 minutes; nothing that was stopped resumes.',
  request: { body: jsonBody(setKillSchema) },
  answer: { status: 200, description: 'The switch as it stands now', schema: killSwitchSchema },
});

export function addKillRoutes(app: OpenAPIHono<AppEnv>): void {
  app.openapi(list, async (c) => c.json(await listKillSwitches(c.get('member')), 200));
  app.openapi(set, async (c) => c.json(await setKillSwitch(c.get('member'), c.req.valid('json')), 200));
}
