import { beforeAll, describe, expect, it } from 'vitest';
import { newOwner, Person, unique } from '../../test/api.workerd.ts';

let owner: Awaited<ReturnType<typeof newOwner>>;
const code = (answer: { body: Record<string, unknown> }) => (answer.body.error as { code: string } | undefined)?.code;
const environment = () => ({ kind: 'prod', name: unique('e') });

beforeAll(async () => {
  owner = await newOwner();
});

describe('a write that another site could have caused is refused', () => {
  it('without our header', async () => {
    const answer = await owner.post('/v1/environments', environment(), { 'modekeeper-request': '' });
    expect([answer.status, code(answer)]).toEqual([403, 'origin_refused']);
  });

  it('from another origin, with the header too, and signing in as well', async () => {
    for (const path of ['/v1/environments', '/v1/auth/sign-in/email', '/v1/step-up']) {
      const answer = await owner.post(path, environment(), { origin: 'https://evil.example' });
      expect([path, answer.status, code(answer)]).toEqual([path, 403, 'origin_refused']);
    }
  });

  it('as a WebSocket from another origin', async () => {
    const answer = await owner.send('GET', '/v1/clusters/cl_01ARZ3NDEKTSV4RRFFQ69G5FAV/live', undefined, {
      upgrade: 'websocket',
      origin: 'https://evil.example',
    });
    expect(code(answer)).toBe('origin_refused');
  });

  it('but passes from a program that sends no origin', async () => {
    expect((await owner.post('/v1/environments', environment(), { origin: '' })).status).toBe(201);
  });
});

describe('an Idempotency-Key', () => {
  it('carries a request out once and answers the same again, its secret included', async () => {
    const { body: made } = await owner.post<{ id: string }>('/v1/environments', environment());
    const request = { environment_id: made.id, name: 'one' };
    const key = { 'idempotency-key': unique('key') };
    const first = await owner.post('/v1/clusters', request, key);
    const second = await owner.post('/v1/clusters', request, key);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    const list = await owner.get<{ items: unknown[] }>('/v1/clusters');
    expect(list.body.items).toHaveLength(1);
  });

  it('refuses the same key with another body, and gives the key back after a refusal', async () => {
    const key = { 'idempotency-key': unique('key') };
    expect((await owner.post('/v1/environments', { kind: 'prod', name: 'Not Valid' }, key)).status).toBe(400);
    expect((await owner.post('/v1/environments', environment(), key)).status).toBe(201);
    const other = await owner.post('/v1/environments', environment(), key);
    expect([other.status, code(other)]).toEqual([409, 'idempotency_conflict']);
  });

  it('lets one of many concurrent copies through', async () => {
    const key = { 'idempotency-key': unique('key') };
    const body = environment();
    const answers = await Promise.all(Array.from({ length: 12 }, () => owner.post('/v1/environments', body, key)));
    for (const answer of answers) expect([201, 409]).toContain(answer.status);
    const { body: list } = await owner.get<{ items: { name: string }[] }>('/v1/environments');
    expect(list.items.filter((item) => item.name === body.name)).toHaveLength(1);
  });
});

describe('an answer', () => {
  it('of an error has the one shape, never the words of a validator or a value', async () => {
    const answer = await owner.post('/v1/environments', { kind: 'prod', name: 'SECRET value' });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body)).toEqual(['error']);
    expect(Object.keys(answer.body.error as object).sort()).toEqual(['code', 'docs_url', 'hint', 'message', 'request_id']);
    expect(JSON.stringify(answer.body)).not.toContain('SECRET');
  });

  it('says invalid_json for a body that is none', async () => {
    const answer = await owner.send('POST', '/v1/environments', undefined, { 'content-type': 'application/json' });
    expect(answer.status).toBe(400);
    expect(['invalid_json', 'invalid_request']).toContain(code(answer));
  });

  it('carries the headers that keep a browser safe', async () => {
    const { headers } = await owner.get('/v1/me');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('modekeeper-request-id')).toMatch(/^req_/);
  });

  it('is 404 in the same shape for an address that does not exist', async () => {
    const answer = await new Person().get('/v1/nothing');
    expect([answer.status, code(answer)]).toEqual([404, 'not_found']);
  });
});
