import type { JsonValue } from '@modekeeper/contracts';
import { z } from 'zod';
import type { FailureKind, Outcome } from '../outcome.ts';
import { denialOf } from './denial.ts';
import { redactMessage } from './redact.ts';
import type { Exchange } from './transport.ts';

const statusSchema = z.object({
  reason: z.string().optional(),
  message: z.string().optional(),
  details: z
    .object({
      causes: z
        .array(z.object({ reason: z.string().optional(), message: z.string().optional(), field: z.string().optional() }))
        .optional(),
      retryAfterSeconds: z.number().optional(),
    })
    .optional(),
});

/** HTTP status → kind (API conventions, "HTTP status codes"; k8s.io/apimachinery `metav1.StatusReason`). */
export function kindOf(status: number): FailureKind {
  if (status === 404) return 'not_found';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 409) return 'conflict';
  if (status === 429) return 'rate_limited';
  if (status === 504) return 'timeout';
  if (status >= 400 && status < 500) return 'invalid';
  return 'server_error';
}

/** One whole answer of the API server as an outcome; the value is the parsed body. */
export function classify(exchange: Pick<Exchange, 'status' | 'headers' | 'body'>): Outcome<JsonValue> {
  const date_ms = Date.parse(exchange.headers.date ?? '');
  const evidence = { status: exchange.status, ...(Number.isNaN(date_ms) ? {} : { date_ms }) };
  const body = parsed(exchange.body);
  if (exchange.status >= 200 && exchange.status < 300) {
    if (body !== undefined) return { kind: 'ok', value: body, ...evidence };
    return {
      kind: 'server_error',
      reason: 'BadBody',
      message: 'The API server answered with something that is not JSON.',
      sent: true,
      ...evidence,
    };
  }
  const status = statusSchema.safeParse(body).data ?? {};
  const denial = denialOf(status.message ?? '', status.details?.causes ?? []);
  const message = redactMessage(status.message ?? `The API server answered with status ${exchange.status}.`);
  const causes = (status.details?.causes ?? []).map((cause) => ({
    ...cause,
    ...(cause.message ? { message: redactMessage(cause.message) } : {}),
  }));
  const retry_after_ms = retryAfter(exchange.headers['retry-after'], status.details?.retryAfterSeconds);
  return {
    kind: kindOf(exchange.status),
    reason: status.reason || `Http${exchange.status}`,
    message,
    sent: true,
    ...evidence,
    ...(causes.length > 0 ? { causes } : {}),
    ...(denial ? { denial } : {}),
    ...(retry_after_ms === null ? {} : { retry_after_ms }),
  };
}

/** A body of our own choosing is still text from outside: `undefined` when it is not JSON. */
function parsed(body: string): JsonValue | undefined {
  try {
    return JSON.parse(body) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

// The header wins; the API server always writes whole seconds (RFC 9110 also allows a date, which proxies do not use here).
function retryAfter(header: string | undefined, seconds: number | undefined): number | null {
  const value = header !== undefined && /^\d{1,6}$/.test(header.trim()) ? Number(header) : seconds;
  return value === undefined ? null : Math.round(value * 1000);
}
