import { exports } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { newOwner, Person, URL_OF_TEST } from '../../test/api.workerd.ts';
import { TEST_BINDINGS } from '../../test/bindings.ts';

const outcome = (answer: { status: number; body: Record<string, unknown> }) => [
  answer.status,
  (answer.body.error as { code: string } | undefined)?.code,
];

describe('a text that no document and no database can hold', () => {
  it('is refused wherever it stands in a body, before anything happens', async () => {
    const owner = await newOwner();
    for (const [path, body] of [
      ['/v1/organizations', { name: 'half \ud800' }],
      ['/v1/kill-switches', { scope_type: 'organization', scope_id: owner.organization, active: true, reason: 'stop \udc00' }],
      ['/v1/passports/validate', { document: { limits: [{ 'key \udfff': 1 }] } }],
      ['/v1/auth/sign-in/email', { email: owner.email, password: '\ud83d' }],
    ] as const) {
      expect([path, ...outcome(await owner.post(path, body))]).toEqual([path, 400, 'invalid_request']);
    }
    expect((await owner.get<{ items: unknown[] }>('/v1/kill-switches')).body.items).toEqual([]);
  });

  it('is not confused with whole characters outside the first plane', async () => {
    const owner = await newOwner();
    const { status } = await owner.send('POST', '/v1/organizations', { name: 'whole \ud83d\ude00' });
    expect(status).toBe(201);
  });
});

it('a body that is no JSON is told so, in the sandbox’s own routes too', async () => {
  const authorization = `Bearer ${TEST_BINDINGS.SANDBOX_ADMIN_TOKEN}`;
  expect(outcome(await new Person().send('POST', '/sandbox/trust', undefined, { authorization }))).toEqual([400, 'invalid_json']);
  const answer = await exports.default.fetch(`${URL_OF_TEST}/v1/enroll`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"token": "\\ud800',
  });
  expect([answer.status, JSON.stringify(await answer.json())]).toEqual([400, expect.stringContaining('invalid_json')]);
});
