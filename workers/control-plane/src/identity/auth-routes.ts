import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { ModeKeeperError } from '@modekeeper/contracts';
import type { AppEnv } from '../http/app-env.ts';
import { jsonBody, publicRoute } from '../http/route.ts';
import { clearAttempts, countAttempt } from '../platform/attempts.ts';
import { callAuth } from './call-auth.ts';
import { cutLiveSockets } from './cut-live-sockets.ts';
import { openSession } from './open-session.ts';
import { okSchema, requestResetSchema, resetPasswordSchema, signedInSchema, signInSchema, signUpSchema } from './schemas.ts';

const tag = 'Identity';
const ok = { status: 200, description: 'Done', schema: okSchema } as const;

const signUp = publicRoute({
  method: 'post',
  path: '/v1/auth/sign-up/email',
  tag,
  summary: 'Sign up with e-mail address and password',
  description: 'Answers the same whether or not the address is known already. Sign in next.',
  request: { body: jsonBody(signUpSchema) },
  answer: ok,
});
const signIn = publicRoute({
  method: 'post',
  path: '/v1/auth/sign-in/email',
  tag,
  summary: 'Sign in with e-mail address and password',
  description: 'Sets the session cookie. An unknown address and a wrong password get the same answer.',
  request: { body: jsonBody(signInSchema) },
  answer: { status: 200, description: 'Signed in', schema: signedInSchema },
});
const requestReset = publicRoute({
  method: 'post',
  path: '/v1/auth/request-password-reset',
  tag,
  summary: 'Ask for a link to choose a new password',
  description:
    'Answers the same for an unknown address. The sandbox shows the link at /sandbox/outbox; elsewhere no e-mail is sent yet.',
  request: { body: jsonBody(requestResetSchema) },
  answer: ok,
});
const reset = publicRoute({
  method: 'post',
  path: '/v1/auth/reset-password',
  tag,
  summary: 'Choose a new password',
  description: 'Ends every session of the person.',
  request: { body: jsonBody(resetPasswordSchema) },
  answer: ok,
});
const signOut = publicRoute({
  method: 'post',
  path: '/v1/auth/sign-out',
  tag,
  summary: 'Sign out',
  request: { body: { required: false, content: { 'application/json': { schema: z.object({}) } } } },
  answer: ok,
});

/** Sign-up, sign-in, sign-out, reset. Cookies are the auth library's; its answers and words are not passed on. */
export function addAuthRoutes(app: OpenAPIHono<AppEnv>): void {
  app.openapi(signUp, async (c) => {
    const base = c.get('base');
    await countAttempt(base, 'sign_up_address', base.address);
    await callAuth(base, { method: 'POST', path: '/sign-up/email', headers: c.req.raw.headers, body: c.req.valid('json') });
    return c.json({ ok: true as const }, 200);
  });
  app.openapi(signIn, async (c) => {
    const base = c.get('base');
    const { email, password } = c.req.valid('json');
    await countAttempt(base, 'sign_in_address', base.address);
    await countAttempt(base, 'sign_in_email', email);
    const answer = await callAuth(base, {
      method: 'POST',
      path: '/sign-in/email',
      headers: c.req.raw.headers,
      body: { email, password },
    });
    await clearAttempts(base, 'sign_in_email', email);
    const { user } = await answer.json<{ user: { id: string; name: string; email: string } }>();
    for (const cookie of answer.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
    return c.json({ user: { id: user.id, name: user.name, email: user.email } }, 200);
  });
  app.openapi(requestReset, async (c) => {
    const base = c.get('base');
    if (base.config.ENVIRONMENT !== 'sandbox') throw emailUnavailable();
    const { email } = c.req.valid('json');
    await countAttempt(base, 'password_reset_address', base.address);
    await countAttempt(base, 'password_reset_email', email);
    await callAuth(base, { method: 'POST', path: '/request-password-reset', headers: c.req.raw.headers, body: { email } });
    return c.json({ ok: true as const }, 200);
  });
  app.openapi(reset, async (c) => {
    const base = c.get('base');
    const { new_password, token } = c.req.valid('json');
    await countAttempt(base, 'password_reset_address', base.address);
    await callAuth(base, {
      method: 'POST',
      path: '/reset-password',
      headers: c.req.raw.headers,
      body: { newPassword: new_password, token },
    });
    return c.json({ ok: true as const }, 200);
  });
  app.openapi(signOut, async (c) => {
    const base = c.get('base');
    const { session, user } = await openSession(base, c.req.raw.headers);
    const answer = await callAuth(base, { method: 'POST', path: '/sign-out', headers: c.req.raw.headers, body: {} });
    base.defer(cutLiveSockets(base, user.id, { session_id: session.id }));
    for (const cookie of answer.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
    return c.json({ ok: true as const }, 200);
  });
}

function emailUnavailable(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'email_unavailable',
    message: 'This installation cannot send e-mail yet, so no new password can be chosen this way.',
    hint: 'Sign in with a passkey, or ask the operator.',
  });
}
