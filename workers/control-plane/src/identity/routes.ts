import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppEnv } from '../http/app-env.ts';
import { jsonBody, userRoute } from '../http/route.ts';
import { addAuthRoutes } from './auth-routes.ts';
import { listSessions } from './list-sessions.ts';
import { me } from './me.ts';
import { addPasskeyRoutes } from './passkey-routes.ts';
import { changePassword } from './passwords.ts';
import { revokeSession } from './revoke-session.ts';
import { changePasswordSchema, meSchema, okSchema, sessionSchema, stepUpAnswerSchema, stepUpSchema } from './schemas.ts';
import { stepUp } from './step-up.ts';

const tag = 'Identity';
const meRoute = userRoute({
  method: 'get',
  path: '/v1/me',
  tag,
  summary: 'Show who is signed in',
  answer: { status: 200, description: 'The signed-in person', schema: meSchema },
});
const sessionsRoute = userRoute({
  method: 'get',
  path: '/v1/sessions',
  tag,
  summary: 'List your sessions',
  answer: { status: 200, description: 'Open sessions, newest first', schema: z.object({ items: z.array(sessionSchema) }) },
});
const revokeRoute = userRoute({
  method: 'delete',
  path: '/v1/sessions/{id}',
  tag,
  summary: 'Revoke one of your sessions',
  description: 'It is refused from then on, and its live sockets are cut.',
  request: { params: z.object({ id: z.string() }) },
  answer: { status: 200, description: 'Revoked', schema: okSchema },
});
const changePasswordRoute = userRoute({
  method: 'post',
  path: '/v1/auth/change-password',
  tag,
  summary: 'Change your password',
  description: 'Needs the current one. Ends every other session of yours; this one stays.',
  request: { body: jsonBody(changePasswordSchema) },
  answer: { status: 200, description: 'Changed', schema: okSchema },
});
const stepUpRoute = userRoute({
  method: 'post',
  path: '/v1/step-up',
  tag,
  summary: 'Prove your second factor again',
  description: 'Valid for 5 minutes in this session. Outside the sandbox only a passkey serves.',
  request: { body: jsonBody(stepUpSchema) },
  answer: { status: 200, description: 'Proved', schema: stepUpAnswerSchema },
});

export function addIdentityRoutes(app: OpenAPIHono<AppEnv>): void {
  addAuthRoutes(app);
  addPasskeyRoutes(app);
  app.openapi(meRoute, async (c) => c.json(await me(c.get('user')), 200));
  app.openapi(sessionsRoute, async (c) => c.json({ items: await listSessions(c.get('user')) }, 200));
  app.openapi(revokeRoute, async (c) => {
    await revokeSession(c.get('user'), c.req.valid('param'));
    return c.json({ ok: true as const }, 200);
  });
  app.openapi(changePasswordRoute, async (c) => {
    await changePassword(c.get('user'), c.req.valid('json'), c.req.raw.headers);
    return c.json({ ok: true as const }, 200);
  });
  app.openapi(stepUpRoute, async (c) => c.json(await stepUp(c.get('user'), c.req.valid('json'), c.req.raw.headers), 200));
}
