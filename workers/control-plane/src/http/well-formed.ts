import type { HonoRequest } from 'hono';
import { createMiddleware } from 'hono/factory';
import { invalidJson, invalidRequest } from '../platform/problems.ts';
import type { AppEnv } from './app-env.ts';
import { isSafe } from './same-origin.ts';

/** How JSON writes half of a surrogate pair; only then can a text be malformed: the bytes themselves are decoded as UTF-8. */
const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;

/**
 * Refuses a body that holds half of a surrogate pair: it has no canonical form, so nobody could sign it, and no UTF-8, so the database would
 * not take it. Asked once, for every text of every route.
 */
export const wellFormedBody = createMiddleware<AppEnv>(async (c, next) => {
  if (!isSafe(c.req.method) && ESCAPED_SURROGATE.test(await c.req.text()) && !holdsWellFormedTexts(await readJson(c.req))) {
    throw invalidRequest('A text of the body holds half of a character (a lone surrogate).', 'Send texts as valid Unicode.');
  }
  await next();
});

/** The body as JSON. @throws ModeKeeperError `invalid_json` */
export async function readJson(request: HonoRequest): Promise<unknown> {
  try {
    return await request.json();
  } catch (error) {
    throw error instanceof SyntaxError ? invalidJson(error) : error;
  }
}

function holdsWellFormedTexts(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, item]) => key.isWellFormed() && holdsWellFormedTexts(item));
}
