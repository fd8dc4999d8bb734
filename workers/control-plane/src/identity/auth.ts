import { passkey } from '@better-auth/passkey';
import { makeUlid } from '@modekeeper/contracts';
import { schema } from '@modekeeper/db';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { sendPasswordReset } from '../outbox/password-reset-email.ts';
import type { BaseCtx } from '../platform/context.ts';
import { newId, randomBytes } from '../platform/random.ts';
import { cutLiveSockets } from './cut-live-sockets.ts';

/** Where the auth library's routes are; only those that `identity/routes.ts` names are reachable. */
export const AUTH_PATH = '/v1/auth';
const SESSION_S = 7 * 24 * 60 * 60;

/**
 * The auth library for one request. It holds identity only: users, sessions, passwords, passkeys, resets. Our own middleware judges
 * origins and limits attempts; sessions are read from the database each time, so that a revoked one ends at once.
 */
export function authOf(ctx: BaseCtx) {
  const { config } = ctx;
  const url = new URL(config.PUBLIC_URL);
  const secure = url.protocol === 'https:';
  return betterAuth({
    appName: 'ModeKeeper',
    baseURL: config.PUBLIC_URL,
    basePath: AUTH_PATH,
    secret: config.AUTH_SECRET,
    database: drizzleAdapter(ctx.platform.orm, { provider: 'sqlite', schema }),
    emailAndPassword: {
      enabled: true,
      // Signing up answers the same for a known address: no session comes with it, signing in is the next step.
      autoSignIn: false,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 60 * 60,
      // Its sessions are gone; sockets that were opened with them must go too.
      onPasswordReset: async ({ user }) => ctx.defer(cutLiveSockets(ctx, user.id, { user_id: user.id })),
      sendResetPassword: ({ token, user }) => sendPasswordReset(ctx, user.email, token),
    },
    // How fresh a session must be for a passkey is judged by our own rule (`may-add-passkey.ts`).
    session: { expiresIn: SESSION_S, disableSessionRefresh: true, freshAge: 0, cookieCache: { enabled: false } },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    // Failures come to us as they are; the library would print them with the values of the query.
    onAPIError: { throw: true },
    telemetry: { enabled: false },
    advanced: {
      // `__Host-` binds the cookie to this very host over https; plain http on localhost (the sandbox) cannot carry it.
      useSecureCookies: false,
      cookiePrefix: secure ? '__Host-modekeeper' : 'modekeeper',
      defaultCookieAttributes: { secure, sameSite: 'lax', path: '/', httpOnly: true },
      database: { generateId: ({ model }) => idFor(model), validateSchema: false },
      ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] },
    },
    plugins: [
      passkey({
        rpID: url.hostname,
        rpName: 'ModeKeeper',
        origin: config.PUBLIC_URL,
        authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
        authentication: {
          afterVerification: async ({ verification }) => {
            if (!verification.authenticationInfo.userVerified)
              throw new APIError('UNAUTHORIZED', { code: 'AUTHENTICATION_FAILED' });
          },
        },
      }),
    ],
  });
}

function idFor(model: string): string {
  if (model === 'user') return newId('usr');
  return model === 'session' ? newId('ses') : makeUlid(Date.now(), randomBytes);
}
