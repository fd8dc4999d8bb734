import createClient, { type Middleware } from 'openapi-fetch';
import { noteServerDate } from '../time/clock.ts';
import { problemOf, unreachable } from './problem.ts';
import type { paths } from './schema.d.ts';

let organization_id: string | null = null;

/** From now on calls are made inside this organization; `shell/organization` decides which. */
export function setOrganizationForCalls(id: string | null): void {
  organization_id = id;
}

const headers: Middleware = {
  onRequest({ request }) {
    // Proves that our own page asks: another site cannot send it.
    request.headers.set('modekeeper-request', '1');
    if (organization_id !== null) request.headers.set('modekeeper-organization', organization_id);
    return request;
  },
  onResponse({ response }) {
    noteServerDate(response.headers.get('date'));
  },
  onError({ error }) {
    return unreachable(error);
  },
};

/** Every route of the API, typed from its own description (`npm run api-types`). */
export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin' });
api.use(headers);

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The data of an answer. @throws Problem */
export async function dataOf<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok || data === undefined) throw problemOf(error, response);
  return data;
}
