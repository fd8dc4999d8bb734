import { exports } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { enrolment, newCluster, newConnectorKey, newOwner, Person, URL_OF_TEST } from '../../test/api.workerd.ts';
import { createApp } from './app.ts';

type Owner = Awaited<ReturnType<typeof newOwner>>;
type List = { items: Record<string, string>[]; next_cursor: string | null };
let owner: Owner;
let stranger: Owner;
let theirs: { id: string; environment_id: string };
let own: { id: string; environment_id: string };

beforeAll(async () => {
  owner = await newOwner();
  theirs = await newCluster(owner);
  const { body } = await owner.post<{ token: string }>(`/v1/clusters/${theirs.id}/tokens`);
  await new Person().post('/v1/enroll', enrolment(body.token, await newConnectorKey()));
  stranger = await newOwner();
  await stranger.stepUp();
  own = await newCluster(stranger);
});

/** What is no route of the API: pages, files and the two sockets, each for a reason. */
const OUTSIDE = [
  'GET /healthz',
  'GET /readyz',
  'GET /openapi.json',
  'GET /docs',
  'GET /docs/errors/:code',
  'GET /assets/*',
  'GET /assets/page.css',
  'GET /assets/progress.js',
  'GET /:name{[\\w-]+\\.(js|svg)}',
  'GET *',
  'GET /v1/connect',
  'GET /v1/clusters/:id/live',
  'GET /sandbox',
  'GET /sandbox/progress',
  'POST /sandbox/progress',
  'POST /sandbox/trust',
  'GET /sandbox/outbox',
];

describe('what the Worker answers at all', () => {
  it('is in /openapi.json, whose every route is tried with another tenant’s ids, or in this list', async () => {
    const { body } = await new Person().get<{ paths: Record<string, Record<string, unknown>> }>('/openapi.json');
    const documented = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    const served = createApp().routes.filter(({ method }) => method !== 'ALL');
    const names = new Set(
      served.map(({ method, path }) => `${method} ${path.startsWith('/') ? path.replace(/^\/\*$/, '*') : path}`),
    );
    expect([...names].filter((name) => !documented.includes(name)).sort()).toEqual([...OUTSIDE].sort());
  });

  it('as a live socket is the same 404 for another tenant’s cluster as for none, whatever organisation is named', async () => {
    const answers: [number, unknown][] = [];
    for (const [id, organization] of [
      [theirs.id, stranger.organization],
      ['cl_7ZZZZZZZZZZZZZZZZZZZZZZZZZ', stranger.organization],
      [theirs.id, owner.organization],
    ]) {
      const answer = await exports.default.fetch(`${URL_OF_TEST}/v1/clusters/${id}/live?organization=${organization}`, {
        headers: { Upgrade: 'websocket', cookie: stranger.cookie, origin: URL_OF_TEST },
      });
      answers.push([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]);
    }
    expect(answers).toEqual([404, 404, 404].map((status) => [status, 'not_found']));
  });

  it('as a live socket is refused to a page of another site, which would bring the person’s cookie', async () => {
    const answer = await exports.default.fetch(
      `${URL_OF_TEST}/v1/clusters/${theirs.id}/live?organization=${owner.organization}`,
      {
        headers: { Upgrade: 'websocket', cookie: owner.cookie, origin: 'https://elsewhere.example' },
      },
    );
    expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([403, 'origin_refused']);
  });
});

describe('another tenant’s ids', () => {
  it('in bodies and queries are not found, and nothing is made with them', async () => {
    const passport = await owner.post<{ id: string }>('/v1/passports', {
      environment_id: theirs.environment_id,
      template: 'demo',
    });
    const query = `target_namespace=training&target_name=trainer&passport_id=${passport.body.id}`;
    const kill = (scope_type: string, scope_id: string) => ({ scope_type, scope_id, active: true, reason: 'not mine' });
    const answers = {
      cluster: await stranger.post('/v1/clusters', { environment_id: theirs.environment_id, name: 'x' }),
      passport: await stranger.post('/v1/passports', { environment_id: theirs.environment_id, template: 'demo' }),
      install: await stranger.get(`/v1/clusters/${own.id}/install?${query}`),
      kill_cluster: await stranger.post('/v1/kill-switches', kill('cluster', theirs.id)),
      kill_workload: await stranger.post('/v1/kill-switches', kill('workload', `${theirs.id}/training/trainer`)),
      kill_organization: await stranger.post('/v1/kill-switches', kill('organization', owner.organization)),
    };
    for (const [name, { status }] of Object.entries(answers)) expect([name, status]).toEqual([name, 404]);
    expect((await owner.get<List>('/v1/kill-switches')).body.items).toEqual([]);
    expect((await stranger.get<List>('/v1/clusters')).body.items).toHaveLength(1);
  });

  it('in filters and cursors show nothing of theirs', async () => {
    const cursor = (id: string) => btoa(id).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_');
    for (const path of [
      `/v1/clusters?environment_id=${theirs.environment_id}`,
      `/v1/passports?environment_id=${theirs.environment_id}`,
      `/v1/plans?cluster_id=${theirs.id}`,
      `/v1/plans?environment_id=${theirs.environment_id}`,
      `/v1/audit-events?subject_id=${theirs.id}`,
    ])
      expect([path, (await stranger.get<List>(path)).body.items]).toEqual([path, []]);
    for (const list of ['clusters', 'environments', 'passports', 'plans', 'invitations', 'members', 'role-bindings']) {
      for (const after of [cursor(theirs.id), cursor('zzz'), cursor('000')]) {
        const { body } = await stranger.get<List>(`/v1/${list}?cursor=${after}`);
        expect(JSON.stringify(body)).not.toMatch(new RegExp(`${theirs.id}|${theirs.environment_id}|${owner.email}`));
      }
    }
  });
});
