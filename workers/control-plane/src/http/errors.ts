import { type ApiError, httpStatusOf, isModeKeeperError, ModeKeeperError } from '@modekeeper/contracts';
import { isUnavailable } from '@modekeeper/db';
import { HTTPException } from 'hono/http-exception';
import { invalidJson } from '../platform/problems.ts';
import { withoutValues } from '../platform/without-values.ts';

/** Turns whatever was thrown into one of our own errors; the only place where that happens. */
function toModeKeeperError(error: unknown): ModeKeeperError {
  if (isModeKeeperError(error)) return error;
  if (error instanceof HTTPException && error.status < 500) return fromHttpException(error);
  if (isUnavailable(error)) {
    return new ModeKeeperError({
      code: 'database_unavailable',
      message: 'The database did not answer, so the request may or may not have been carried out.',
      hint: 'Repeat it with the same Idempotency-Key in a few seconds.',
      cause: error,
    });
  }
  return new ModeKeeperError({
    code: 'internal_error',
    message: 'Something went wrong on our side.',
    hint: 'Try again; if it keeps happening, tell us the request id.',
    cause: error,
  });
}

/** The one JSON error shape. */
export function errorBody(error: ModeKeeperError, request_id: string, docs_url: string): ApiError {
  const { code, hint, message } = error;
  return { error: { code, message, hint, docs_url: `${docs_url}/errors/${code}`, request_id } };
}

/** Answer for an error, with its status and what a client needs to wait. */
export function errorResponse(thrown: unknown, request_id: string, docs_url: string): Response {
  const error = toModeKeeperError(thrown);
  const status = httpStatusOf(error.code);
  if (status >= 500 && error.code !== 'misconfigured') logFault(thrown, request_id);
  const headers = new Headers({ 'content-type': 'application/json; charset=UTF-8', 'modekeeper-request-id': request_id });
  const wait_s = /Wait (\d+) seconds/.exec(error.hint)?.[1];
  if (error.code === 'rate_limited' && wait_s !== undefined) headers.set('retry-after', wait_s);
  return new Response(JSON.stringify(errorBody(error, request_id, docs_url)), { status, headers });
}

function fromHttpException(error: HTTPException): ModeKeeperError {
  if (error.status !== 413) return invalidJson(error);
  return new ModeKeeperError({
    code: 'payload_too_large',
    message: 'The request is larger than this route takes.',
    hint: 'Send less at once.',
    cause: error,
  });
}

/** One structured line; the cause stays on our side, and without the values of a query: they may be a token or an address. */
function logFault(thrown: unknown, request_id: string): void {
  const causes: string[] = [];
  for (let at: unknown = thrown; at instanceof Error && causes.length < 5; at = at.cause)
    causes.push(`${at.name}: ${withoutValues(at.message)}`);
  const frames = thrown instanceof Error ? (thrown.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')) : [];
  console.error(JSON.stringify({ level: 'error', event: 'request_failed', request_id, causes, frames: frames.slice(0, 12) }));
}
