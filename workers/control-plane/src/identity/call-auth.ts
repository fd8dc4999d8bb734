import { ModeKeeperError } from '@modekeeper/contracts';
import { APIError } from 'better-auth/api';
import type { BaseCtx } from '../platform/context.ts';
import { unauthenticated } from '../platform/problems.ts';
import { AUTH_PATH, authOf } from './auth.ts';

type Call = { method: 'GET' | 'POST'; path: string; headers: Headers; body?: unknown };

/**
 * Hands a request to the auth library and answers its response when it succeeded. The origin was judged before by our own, stricter rule.
 * @throws ModeKeeperError for every refusal; the library's words never reach a caller
 */
export async function callAuth(ctx: BaseCtx, call: Call): Promise<Response> {
  const headers = new Headers({ origin: ctx.config.PUBLIC_URL });
  for (const name of ['cookie', 'user-agent', 'cf-connecting-ip']) {
    const value = call.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (call.body !== undefined) headers.set('content-type', 'application/json');
  const request = new Request(`${ctx.config.PUBLIC_URL}${AUTH_PATH}${call.path}`, {
    method: call.method,
    headers,
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  const response = await answerOf(ctx, request);
  if (response.ok) return response;
  // The library hides why it failed: when it was the database, this throws what the database says.
  if (response.status >= 500) await ctx.platform.client.execute('SELECT 1');
  throw problemOf(response.status, await codeOf(response));
}

/** Most refusals of the library are answers, some are thrown; a failure of the database is thrown as it is. */
async function answerOf(ctx: BaseCtx, request: Request): Promise<Response> {
  try {
    return await authOf(ctx).handler(request);
  } catch (error) {
    if (error instanceof APIError) return Response.json(error.body ?? {}, { status: error.statusCode });
    throw error;
  }
}

async function codeOf(response: Response): Promise<string> {
  const text = await response.text();
  const parsed: unknown = text.startsWith('{') ? JSON.parse(text) : {};
  const code = typeof parsed === 'object' && parsed !== null && 'code' in parsed ? parsed.code : '';
  return typeof code === 'string' ? code : '';
}

function problemOf(status: number, code: string): ModeKeeperError {
  switch (code) {
    case 'INVALID_EMAIL_OR_PASSWORD':
    case 'INVALID_PASSWORD':
    case 'AUTHENTICATION_FAILED':
    case 'PASSKEY_NOT_FOUND':
    case 'CHALLENGE_NOT_FOUND':
      return invalidCredentials();
    case 'INVALID_TOKEN':
      return problem('token_invalid', 'The link is not valid, was used, or is older than an hour.', 'Ask for a new one.');
    case 'PASSWORD_TOO_SHORT':
    case 'PASSWORD_TOO_LONG':
      return problem('invalid_request', 'The password must have 12 to 128 characters.', 'Choose another password.');
    case 'PREVIOUSLY_REGISTERED':
      return problem('already_exists', 'This passkey is registered already.', 'Use it, or register another one.');
    case 'FAILED_TO_VERIFY_REGISTRATION':
      return problem('invalid_request', 'The passkey could not be verified.', 'Start the registration again.');
    default:
      if (status === 401) return unauthenticated();
      if (status === 404) return problem('not_found', 'There is nothing at this address.', 'The page at /docs lists the routes.');
      if (status >= 500)
        return problem(
          'internal_error',
          'Something went wrong on our side.',
          'Try again; if it keeps happening, tell us the request id.',
        );
      return problem('invalid_request', 'The request was refused.', 'The page at /docs shows what the route takes.');
  }
}

export function invalidCredentials(): ModeKeeperError {
  return problem(
    'invalid_credentials',
    'E-mail address and password, or the passkey, do not fit.',
    'Check them, or ask for a new password.',
  );
}

function problem(code: ModeKeeperError['code'], message: string, hint: string): ModeKeeperError {
  return new ModeKeeperError({ code, message, hint });
}
