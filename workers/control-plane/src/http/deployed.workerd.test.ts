import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { platformRows } from '@modekeeper/db';
import { describe, expect, it } from 'vitest';
import { TEST_BINDINGS } from '../../test/bindings.ts';
import { codeOf } from '../../test/scene.workerd.ts';
import { signIn } from '../../test/tenant.workerd.ts';
import { stepUpMethods } from '../identity/step-up.ts';
import { requireStepUp } from '../platform/step-up.ts';
import { createApp } from './app.ts';

/** Where customers are; nothing here reaches the database. */
const DEPLOYED = {
  ...env,
  ENVIRONMENT: 'production',
  PUBLIC_URL: 'https://control-plane.test',
  DATABASE_URL: 'https://database.invalid',
  DATABASE_TOKEN: 'token',
  SANDBOX_ADMIN_TOKEN: undefined as never,
};

async function call(method: string, path: string, body?: unknown) {
  const headers = {
    'content-type': 'application/json',
    'modekeeper-request': '1',
    authorization: `Bearer ${TEST_BINDINGS.SANDBOX_ADMIN_TOKEN}`,
  };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const answer = await createApp().fetch(
    new Request(`https://control-plane.test${path}`, init),
    DEPLOYED,
    createExecutionContext(),
  );
  return {
    status: answer.status,
    code: ((await answer.json()) as { error?: { code: string } }).error?.code,
    headers: answer.headers,
  };
}

describe('outside the sandbox', () => {
  it('none of its pages and uploads exists, whatever token comes with the request', async () => {
    for (const [method, path, body] of [
      ['GET', '/sandbox'],
      ['GET', '/sandbox/outbox'],
      ['GET', '/sandbox/progress'],
      ['GET', '/assets/progress.js'],
      ['POST', '/sandbox/progress', { items: [] }],
      ['POST', '/sandbox/trust', { documents: [{ kind: 'license', document: '{}' }] }],
    ] as const) {
      const { code, status } = await call(method, path, body);
      expect([path, status, code]).toEqual([path, 404, 'not_found']);
    }
  });

  it('no reset link is made, since nothing could send it, and browsers are told to stay with https', async () => {
    const answer = await call('POST', '/v1/auth/request-password-reset', { email: 'person@example.com' });
    expect(answer.code).toBe('email_unavailable');
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=');
  });

  it('a password is no second factor, not even one that was taken for it in a sandbox', async () => {
    const person = await signIn('Somebody');
    const config = { ...person.config, ENVIRONMENT: 'production' } as typeof person.config;
    expect(stepUpMethods(config)).toEqual(['passkey']);
    expect(await codeOf(requireStepUp({ ...person, config }))).toBe('step_up_required');
    const { session, user } = person;
    await platformRows.putStepUp(person.platform, {
      session_id: session.id,
      user_id: user.id,
      method: 'passkey',
      at_ms: Date.now(),
    });
    expect(await codeOf(requireStepUp({ ...person, config }))).toBe('done');
  });
});
