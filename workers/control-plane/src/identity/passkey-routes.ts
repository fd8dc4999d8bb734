import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { identityRows } from '@modekeeper/db';
import type { Context } from 'hono';
import type { AppEnv } from '../http/app-env.ts';
import { jsonBody, publicRoute, userRoute } from '../http/route.ts';
import { countAttempt } from '../platform/attempts.ts';
import type { BaseCtx } from '../platform/context.ts';
import { requireStepUp } from '../platform/step-up.ts';
import { callAuth } from './call-auth.ts';
import { requireMayAddPasskey } from './may-add-passkey.ts';
import { okSchema, signedInSchema, webAuthnSchema } from './schemas.ts';

const tag = 'Passkeys';
const options = { status: 200, description: 'Options for the browser', schema: webAuthnSchema } as const;
const passkeySchema = z
  .object({ id: z.string(), name: z.string().nullable(), created_at: z.string().nullable() })
  .openapi('Passkey');

const registerOptions = userRoute({
  method: 'get',
  path: '/v1/auth/passkey/generate-register-options',
  tag,
  summary: 'Begin to register a passkey',
  answer: options,
});
const register = userRoute({
  method: 'post',
  path: '/v1/auth/passkey/verify-registration',
  tag,
  summary: 'Register a passkey',
  description:
    'A first passkey needs a session younger than 10 minutes (in the sandbox a fresh second factor serves too), another one a fresh second factor.',
  request: { body: jsonBody(z.object({ name: z.string().trim().min(1).max(100).optional(), response: webAuthnSchema })) },
  answer: { status: 200, description: 'Registered', schema: okSchema },
});
const authenticateOptions = publicRoute({
  method: 'get',
  path: '/v1/auth/passkey/generate-authenticate-options',
  tag,
  summary: 'Begin to use a passkey',
  answer: options,
});
const authenticate = publicRoute({
  method: 'post',
  path: '/v1/auth/passkey/verify-authentication',
  tag,
  summary: 'Sign in with a passkey',
  request: { body: jsonBody(z.object({ response: webAuthnSchema })) },
  answer: { status: 200, description: 'Signed in', schema: signedInSchema },
});
const list = userRoute({
  method: 'get',
  path: '/v1/auth/passkey/list-user-passkeys',
  tag,
  summary: 'List your passkeys',
  answer: { status: 200, description: 'Passkeys', schema: z.object({ items: z.array(passkeySchema) }) },
});
const remove = userRoute({
  method: 'post',
  path: '/v1/auth/passkey/delete-passkey',
  tag,
  summary: 'Delete one of your passkeys',
  description: 'Needs a fresh second factor.',
  request: { body: jsonBody(z.object({ id: z.string().min(1).max(100) })) },
  answer: { status: 200, description: 'Deleted', schema: okSchema },
});

/** Sign-in passkeys, by the auth library. Passkeys for approvals are another thing, on another origin. */
export function addPasskeyRoutes(app: OpenAPIHono<AppEnv>): void {
  app.openapi(registerOptions, async (c) => {
    await requireMayAddPasskey(c.get('user'));
    return c.json(await passOn(c, 'GET', '/passkey/generate-register-options'), 200);
  });
  app.openapi(register, async (c) => {
    await requireMayAddPasskey(c.get('user'));
    await passOn(c, 'POST', '/passkey/verify-registration', c.req.valid('json'));
    return c.json({ ok: true as const }, 200);
  });
  app.openapi(authenticateOptions, async (c) => c.json(await passOn(c, 'GET', '/passkey/generate-authenticate-options'), 200));
  app.openapi(authenticate, async (c) => {
    await countAttempt(c.get('base'), 'sign_in_address', c.get('base').address);
    const answer = await passOn(c, 'POST', '/passkey/verify-authentication', c.req.valid('json'));
    const user = z.object({ id: z.string(), name: z.string(), email: z.string() }).parse(answer.user);
    return c.json({ user }, 200);
  });
  app.openapi(list, async (c) => {
    const rows = await identityRows.passkeysOf(c.get('user').platform, c.get('user').user.id);
    return c.json(
      { items: rows.map((row) => ({ id: row.id, name: row.name, created_at: row.created_at?.toISOString() ?? null })) },
      200,
    );
  });
  app.openapi(remove, async (c) => {
    await requireStepUp(c.get('user'));
    await passOn(c, 'POST', '/passkey/delete-passkey', c.req.valid('json'));
    return c.json({ ok: true as const }, 200);
  });
}

/** What passing on needs of a request's context, whichever route it belongs to. */
type Passing = Pick<Context, 'header'> & { req: { raw: Request }; get(key: 'base'): BaseCtx };

async function passOn(c: Passing, method: 'GET' | 'POST', path: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await callAuth(c.get('base'), {
    method,
    path,
    headers: c.req.raw.headers,
    ...(body === undefined ? {} : { body }),
  });
  for (const cookie of answer.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
  return answer.json();
}
