import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { newOwner, Person } from '../../test/api.workerd.ts';
import { withoutValues } from '../platform/without-values.ts';
import { createApp } from './app.ts';

const get = (path: string, missing: string) =>
  createApp().fetch(new Request(`http://control-plane.test${path}`), { ...env, [missing]: undefined }, createExecutionContext());

it('answers 503 on every route and names the variable while a secret is missing; the process itself stays healthy', async () => {
  for (const path of ['/v1/me', '/', '/openapi.json', '/sandbox/outbox']) {
    const response = await get(path, 'AUTH_SECRET');
    expect([path, response.status]).toEqual([path, 503]);
    expect(await response.json()).toMatchObject({
      error: { code: 'misconfigured', message: expect.stringContaining('AUTH_SECRET is missing') },
    });
  }
  const ready = await get('/readyz', 'AUTH_SECRET');
  expect([ready.status, await ready.json()]).toMatchObject([503, { ok: false, checks: [{ name: 'configuration', ok: false }] }]);
  expect((await get('/healthz', 'AUTH_SECRET')).status).toBe(200);
});

it('says that the database does not answer, in the one error shape', async () => {
  const away = { ...env, DATABASE_URL: 'http://127.0.0.1:9' };
  const ready = await createApp().fetch(new Request('http://control-plane.test/readyz'), away, createExecutionContext());
  expect([ready.status, await ready.json()]).toMatchObject([503, { checks: [{ ok: true }, { name: 'database', ok: false }] }]);
  const outbox = await createApp().fetch(new Request('http://control-plane.test/sandbox/outbox'), away, createExecutionContext());
  expect([outbox.status, await outbox.json()]).toMatchObject([503, { error: { code: 'database_unavailable' } }]);
  const person = await new Person().signIn();
  const me = new Request('http://control-plane.test/v1/me', { headers: { cookie: person.cookie } });
  const answer = await createApp().fetch(me, away, createExecutionContext());
  expect([answer.status, await answer.json()]).toMatchObject([503, { error: { code: 'database_unavailable' } }]);
  const signIn = new Request('http://control-plane.test/v1/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'modekeeper-request': '1' },
    body: JSON.stringify({ email: person.email, password: person.password }),
  });
  const refused = await createApp().fetch(signIn, away, createExecutionContext());
  expect([refused.status, await refused.json()]).toMatchObject([503, { error: { code: 'database_unavailable' } }]);
});

it('logs no value of a query that failed', () => {
  expect(withoutValues('Failed query: select 1 where token = ?\nparams: secret')).toBe('Failed query: select 1 where token = ?');
});

it('the readiness check has a budget, since it asks the database for whoever calls', async () => {
  const spent = { ...env, RATE_BY_ADDRESS: { limit: async () => ({ success: false }) } };
  const ready = await createApp().fetch(new Request('http://control-plane.test/readyz'), spent, createExecutionContext());
  expect([ready.status, await ready.json()]).toMatchObject([429, { error: { code: 'rate_limited' } }]);
});

it('whoever spends the budget of an organization cannot keep its members from a stop', async () => {
  const owner = await newOwner();
  const spent = { ...env, RATE_BY_TENANT: { limit: async () => ({ success: false }) } };
  const call = async (path: string, body?: unknown) => {
    const headers = { cookie: owner.cookie, 'modekeeper-request': '1', 'content-type': 'application/json' };
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    return (await createApp().fetch(new Request(`http://control-plane.test${path}`, init), spent, createExecutionContext()))
      .status;
  };
  expect(await call('/v1/plans')).toBe(429);
  expect(await call('/v1/environments', { kind: 'prod', name: 'x' })).toBe(429);
  const stop = { scope_type: 'organization', scope_id: owner.organization, active: true, reason: 'stop' };
  expect(await call('/v1/kill-switches', stop)).toBe(200);
});
