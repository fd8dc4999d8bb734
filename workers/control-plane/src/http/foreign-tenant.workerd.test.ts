import { beforeAll, describe, expect, it } from 'vitest';
import { newCluster, newOwner, Person } from '../../test/api.workerd.ts';

type Route = { method: string; path: string; security: string[] };
type Document = { paths: Record<string, Record<string, { security?: Record<string, unknown>[]; requestBody?: unknown }>> };

/** A body that every route of the path accepts as far as its schema goes, so that nothing but the tenant decides. */
const BODIES: Record<string, unknown> = {
  'PATCH /v1/members/{id}': { role: 'viewer' },
  'POST /v1/clusters/{id}/confirm': { cluster_uid: 'uid-1' },
  'POST /v1/passports/{id}/versions': { document: {} },
  'POST /v1/passports/{id}/publish': { version: 1 },
  'POST /v1/plans/{id}/approve': { effect_digest: 'a'.repeat(64) },
  'POST /v1/plans/{id}/reject': { reason: 'no' },
  'POST /v1/plans/{id}/cancel': { reason: 'no' },
  'POST /v1/plans/{id}/resolve': { terminal: 'rolled_back', note: 'looked at it' },
};

const QUERIES: Record<string, string> = {
  'GET /v1/clusters/{id}/install': '?target_namespace=training&target_name=trainer&passport_id=psp_1',
  'GET /v1/passports/{id}/diff': '?from=1&to=1',
  'GET /v1/clusters/{id}/series': '?namespace=training&name=trainer&resolution=10s&from_ms=0&to_ms=10000',
};

let routes: Route[];
let stranger: Person;
let theirs: Record<string, string>;
let organization: string;

async function routesOf(): Promise<Route[]> {
  const { body } = await new Person().get<Document>('/openapi.json');
  return Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      security: (operation.security ?? []).flatMap((one) => Object.keys(one)),
    })),
  );
}

beforeAll(async () => {
  routes = await routesOf();
  const owner = await newOwner();
  organization = owner.organization;
  const cluster = await newCluster(owner);
  const passport = await owner.post<{ id: string }>('/v1/passports', {
    environment_id: cluster.environment_id,
    template: 'demo',
  });
  const invitation = await owner.post<{ id: string }>('/v1/invitations', { email: 'invited@example.com', role: 'viewer' });
  const sessions = await owner.get<{ items: { id: string }[] }>('/v1/sessions');
  const me = await owner.get<{ user: { id: string } }>('/v1/me');
  theirs = {
    clusters: cluster.id,
    environments: cluster.environment_id,
    passports: passport.body.id,
    invitations: invitation.body.id,
    members: me.body.user.id,
    organizations: organization,
    sessions: sessions.body.items[0]?.id ?? '',
    plans: 'pl_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  };
  stranger = await newOwner();
  await stranger.stepUp();
});

const pathWith = (route: Route): string => {
  const room = route.path.split('/')[2] ?? '';
  return route.path.replace('{id}', theirs[room] ?? 'missing') + (QUERIES[`${route.method} ${route.path}`] ?? '');
};
const call = (person: Person, route: Route, extra: Record<string, string> = {}) =>
  person.send(
    route.method,
    pathWith(route),
    route.method === 'GET' || route.method === 'DELETE' ? undefined : (BODIES[`${route.method} ${route.path}`] ?? {}),
    extra,
  );

describe('every route of /openapi.json', () => {
  it('knows the rooms that the product promises', () => {
    const rooms = new Set(routes.map((route) => route.path.split('/')[2]));
    for (const room of [
      'auth',
      'organizations',
      'members',
      'invitations',
      'environments',
      'clusters',
      'passports',
      'plans',
      'kill-switches',
      'audit-events',
    ]) {
      expect([...rooms]).toContain(room);
    }
    expect(routes.length).toBeGreaterThan(40);
  });

  it('answers 401 without a session where it asks for one', async () => {
    for (const route of routes.filter(({ security }) => security.includes('session'))) {
      const { body, status } = await call(new Person(), route);
      expect({ route: `${route.method} ${route.path}`, status, code: (body.error as { code: string }).code }).toEqual({
        route: `${route.method} ${route.path}`,
        status: 401,
        code: 'unauthenticated',
      });
    }
  });

  it('answers 404 when it names an organisation that is not yours', async () => {
    for (const route of routes.filter(({ security }) => security.includes('organization'))) {
      const { body, status } = await call(stranger, route, { 'modekeeper-organization': organization });
      expect({ route: `${route.method} ${route.path}`, status, code: (body.error as { code: string }).code }).toEqual({
        route: `${route.method} ${route.path}`,
        status: 404,
        code: 'not_found',
      });
    }
  });

  it("answers 404 for another tenant's ids, and the same words as for an id that does not exist", async () => {
    const withId = routes.filter(({ path, security }) => path.includes('{id}') && security.includes('session'));
    expect(withId.length).toBeGreaterThan(15);
    for (const route of withId) {
      const name = `${route.method} ${route.path}`;
      const foreign = await call(stranger, route);
      const missing = await stranger.send(
        route.method,
        route.path.replace('{id}', 'cl_7ZZZZZZZZZZZZZZZZZZZZZZZZZ') + (QUERIES[name] ?? ''),
        route.method === 'GET' || route.method === 'DELETE' ? undefined : (BODIES[name] ?? {}),
      );
      const words = (answer: typeof foreign) => ({ ...(answer.body.error as Record<string, unknown>), request_id: '' });
      expect({ name, status: foreign.status, words: words(foreign) }).toEqual({ name, status: 404, words: words(missing) });
    }
  });
});
