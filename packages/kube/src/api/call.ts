import type { JsonValue } from '@modekeeper/contracts';
import type { z } from 'zod';
import type { Outcome } from '../outcome.ts';
import { classify } from './classify.ts';
import type { RequestInput, Transport } from './transport.ts';

/** How long a request may run at the server (`?timeout=`), and the answer may take in all. RESOLVE waits from the end of the latter. */
export const SERVER_TIMEOUT_S = 10;
export const CLIENT_TIMEOUT_MS = 12_000;

export type CallInput = Omit<RequestInput, 'timeout_ms'> & { readonly timeout_ms?: number };

/** Sends one request and parses the answer with `schema`. A 401 makes the credentials be read again; a read is then sent once more. */
export async function call<T>(transport: Transport, schema: z.ZodType<T>, input: CallInput): Promise<Outcome<T>> {
  const first = await attempt(transport, schema, input);
  if (first.status !== 401) return first;
  transport.rejected();
  return input.method === 'GET' ? attempt(transport, schema, input) : first;
}

async function attempt<T>(transport: Transport, schema: z.ZodType<T>, input: CallInput): Promise<Outcome<T>> {
  const sent = await transport.exchange({ timeout_ms: CLIENT_TIMEOUT_MS, ...input });
  if ('failure' in sent) return sent.failure;
  const outcome: Outcome<JsonValue> = classify(sent.response);
  if (outcome.kind !== 'ok') return outcome;
  const value = schema.safeParse(outcome.value);
  if (value.success) return { ...outcome, value: value.data };
  const field = value.error.issues[0]?.path.join('.') ?? '';
  const { value: _dropped, ...evidence } = outcome;
  return {
    ...evidence,
    kind: 'server_error',
    reason: 'BadBody',
    message: `The API server answered with an unexpected shape at '${field}'.`,
    sent: true,
  };
}

/** Joins path segments, each escaped. */
export function pathOf(...segments: readonly string[]): string {
  return `/${segments.map(encodeURIComponent).join('/')}`;
}
