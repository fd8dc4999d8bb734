import type { components } from './schema.d.ts';

type ErrorBody = components['schemas']['Error']['error'];

/** A refusal of the API, or that it could not be reached, as people see it: code, what happened, what to do, request id. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: string;
  readonly hint: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly request_id: string | null;
  /** Until when the API asks to wait before the next try, on this browser's clock. */
  readonly retry_at_ms: number | null;

  constructor(init: {
    code: string;
    message: string;
    hint: string;
    status: number;
    request_id?: string | null;
    retry_at_ms?: number | null;
    cause?: unknown;
  }) {
    super(init.message, { cause: init.cause });
    this.code = init.code;
    this.hint = init.hint;
    this.status = init.status;
    this.request_id = init.request_id ?? null;
    this.retry_at_ms = init.retry_at_ms ?? null;
  }
}

/** Whatever was thrown, as a problem; a defect of the page itself is named as one. */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem({
    code: 'page_failed',
    message: 'This page ran into a fault of its own.',
    hint: 'Load it again; if it keeps happening, tell us what you did before.',
    status: 0,
    cause: thrown,
  });
}

/** A refusal from its body; a body of another shape (a proxy's page) still gets a clear message. */
export function problemOf(body: unknown, response: Response): Problem {
  const error = isErrorBody(body) ? body.error : undefined;
  if (error !== undefined) {
    const { code, hint, message, request_id } = error;
    return new Problem({ code, message, hint, status: response.status, request_id, retry_at_ms: retryAt(response) });
  }
  return new Problem({
    code: 'unexpected_answer',
    message: `The control plane was expected to answer, but something else did (HTTP ${response.status}).`,
    hint: 'Check whether a proxy or a sign-in page of your network stands in between, then load the page again.',
    status: response.status,
    request_id: response.headers.get('modekeeper-request-id'),
  });
}

function retryAt(response: Response): number | null {
  const header = response.headers.get('retry-after');
  return header !== null && /^\d+$/.test(header) ? Date.now() + Number(header) * 1_000 : null;
}

/** No answer at all: offline, or the control plane is being restarted. */
export function unreachable(cause: unknown): Problem {
  return new Problem({
    code: 'unreachable',
    message: navigator.onLine ? 'The control plane did not answer; it may be restarting.' : 'This browser is offline.',
    hint: 'What you see may be old. It is tried again by itself.',
    status: 0,
    cause,
  });
}

function isErrorBody(body: unknown): body is { error: ErrorBody } {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false;
  const { error } = body;
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}
