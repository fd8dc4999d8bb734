import type { ApiAnswer, ApiCall, ApiClient } from './request.ts';

/** The API server's own words about a refused request. */
export class ApiStatusError extends Error {
  override readonly name = 'ApiStatusError';
  readonly status: number;
  /** `NotFound`, `Conflict`, `Forbidden` and so on. */
  readonly reason: string;

  constructor(call: ApiCall, answer: ApiAnswer) {
    const { message, reason } = parseStatus(answer.body);
    super(`${call.method} ${call.path}: ${answer.status} ${message}`);
    this.status = answer.status;
    this.reason = reason;
  }
}

function parseStatus(body: string): { message: string; reason: string } {
  try {
    const { message, reason } = JSON.parse(body) as { message?: unknown; reason?: unknown };
    return { message: typeof message === 'string' ? message : body, reason: typeof reason === 'string' ? reason : '' };
  } catch {
    return { message: body.trim(), reason: '' };
  }
}

/** The object in the answer; throws `ApiStatusError` for anything but 2xx. */
export async function fetchObject<T>(client: ApiClient, call: ApiCall): Promise<T> {
  const answer = await client.call(call);
  if (answer.status < 200 || answer.status >= 300) throw new ApiStatusError(call, answer);
  return JSON.parse(answer.body) as T;
}

/** Like `fetchObject`, with null for 404. */
export async function findObject<T>(client: ApiClient, call: ApiCall): Promise<T | null> {
  try {
    return await fetchObject<T>(client, call);
  } catch (error) {
    if (error instanceof ApiStatusError && error.status === 404) return null;
    throw error;
  }
}

/** Creates an object; one that is already there is left as it is. Says whether it was made. */
export async function createIfAbsent(client: ApiClient, path: string, body: unknown): Promise<boolean> {
  const call: ApiCall = { method: 'POST', path, body };
  const answer = await client.call(call);
  if (answer.status === 409) return false;
  if (answer.status < 200 || answer.status >= 300) throw new ApiStatusError(call, answer);
  return true;
}
