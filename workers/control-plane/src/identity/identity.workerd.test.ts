import { describe, expect, it } from 'vitest';
import { newestLink, Person } from '../../test/api.workerd.ts';
import { testConfig } from '../../test/tenant.workerd.ts';
import { platformDatabase } from '../platform/placement.ts';

const code = (answer: { body: Record<string, unknown> }) => (answer.body.error as { code: string } | undefined)?.code;
const plain = (answer: { status: number; body: Record<string, unknown> }) => ({
  status: answer.status,
  error: { ...(answer.body.error as object), request_id: '' },
});

describe('signing in', () => {
  it('answers the same for an unknown address and a wrong password', async () => {
    const known = await new Person().signIn();
    const wrong = await new Person().post('/v1/auth/sign-in/email', { email: known.email, password: 'another password' });
    const unknown = await new Person().post('/v1/auth/sign-in/email', {
      email: 'nobody@example.com',
      password: 'another password',
    });
    expect(code(wrong)).toBe('invalid_credentials');
    expect(plain(wrong)).toEqual(plain(unknown));
  });

  it('answers the same when an address signs up twice, without changing the first password', async () => {
    const first = await new Person().signIn();
    const again = await new Person().post('/v1/auth/sign-up/email', {
      name: 'Else',
      email: first.email,
      password: 'a different password',
    });
    const fresh = await new Person().post('/v1/auth/sign-up/email', {
      name: 'Else',
      email: new Person().email,
      password: 'a different password',
    });
    expect([again.status, again.body]).toEqual([fresh.status, fresh.body]);
    expect(
      (await new Person(first.email).post('/v1/auth/sign-in/email', { email: first.email, password: 'a different password' }))
        .status,
    ).toBe(401);
  });

  it('stops guessing at one address after ten wrong passwords, whoever guesses', async () => {
    const { email } = await new Person().signIn();
    for (let guess = 0; guess < 10; guess += 1) {
      expect((await new Person().post('/v1/auth/sign-in/email', { email, password: `wrong password ${guess}` })).status).toBe(
        401,
      );
    }
    const last = await new Person().post('/v1/auth/sign-in/email', { email, password: 'a long enough password' });
    expect([last.status, code(last)]).toEqual([429, 'rate_limited']);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('refuses a short password with a rule, not with the library’s words', async () => {
    const answer = await new Person().post('/v1/auth/sign-up/email', { name: 'A', email: new Person().email, password: 'short' });
    expect([answer.status, code(answer)]).toEqual([400, 'invalid_request']);
  });
});

describe('sessions', () => {
  it('can be listed without their tokens, and a revoked one is refused at once', async () => {
    const here = await new Person().signIn();
    const there = await new Person(here.email).signIn();
    const { body } = await here.get<{ items: { id: string; current: boolean }[] }>('/v1/sessions');
    expect(body.items).toHaveLength(2);
    expect(JSON.stringify(body)).not.toContain('token');
    const other = body.items.find((session) => !session.current);
    expect((await here.send('DELETE', `/v1/sessions/${other?.id}`)).status).toBe(200);
    expect((await there.get('/v1/me')).status).toBe(401);
    expect((await here.get('/v1/me')).status).toBe(200);
  });

  it('end with signing out', async () => {
    const person = await new Person().signIn();
    const cookie = person.cookie;
    await person.post('/v1/auth/sign-out');
    expect((await new Person().send('GET', '/v1/me', undefined, { cookie })).status).toBe(401);
  });
});

describe('a new password', () => {
  it('comes by a link that works once, and ends every session', async () => {
    const person = await new Person().signIn();
    await new Person().post('/v1/auth/request-password-reset', { email: person.email });
    const token = new URL(await newestLink(person.email)).searchParams.get('token') ?? '';
    const reset = () => new Person().post('/v1/auth/reset-password', { token, new_password: 'another long password' });
    expect((await reset()).status).toBe(200);
    const second = await reset();
    expect([second.status, code(second)]).toEqual([401, 'token_invalid']);
    expect((await person.get('/v1/me')).status).toBe(401);
    expect(
      (await new Person().post('/v1/auth/sign-in/email', { email: person.email, password: 'another long password' })).status,
    ).toBe(200);
  });

  it('is set by whoever knows the current one, and ends every session but the one that asks', async () => {
    const person = await new Person().signIn();
    const elsewhere = await new Person(person.email).signIn();
    const change = (current_password: string, new_password: string) =>
      person.post('/v1/auth/change-password', { current_password, new_password });
    const wrong = await change('not the password', 'another long password');
    expect([wrong.status, code(wrong)]).toEqual([401, 'invalid_credentials']);
    const short = await change(person.password, 'short');
    expect([short.status, code(short)]).toEqual([400, 'invalid_request']);
    expect((await elsewhere.get('/v1/me')).status).toBe(200);

    expect((await change(person.password, 'another long password')).status).toBe(200);
    expect((await person.get('/v1/me')).status).toBe(200);
    expect((await elsewhere.get('/v1/me')).status).toBe(401);
    const signIn = (password: string) => new Person().post('/v1/auth/sign-in/email', { email: person.email, password });
    expect((await signIn(person.password)).status).toBe(401);
    expect((await signIn('another long password')).status).toBe(200);
  });

  it('ends the other sessions however many there are, the oldest too', async () => {
    const person = await new Person().signIn();
    const oldest = await new Person(person.email).signIn();
    const { body } = await oldest.get<{ user: { id: string } }>('/v1/me');
    const rest = 'SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250';
    await platformDatabase(testConfig()).client.execute({
      sql: `WITH RECURSIVE n(i) AS (${rest}) INSERT INTO auth_sessions (id, token, user_id, expires_at, created_at, updated_at)
            SELECT hex(randomblob(8)), hex(randomblob(8)), ?, expires_at, created_at + 1000, updated_at FROM n, (SELECT * FROM auth_sessions WHERE user_id = ? LIMIT 1)`,
      args: [body.user.id, body.user.id],
    });
    await person.post('/v1/auth/change-password', { current_password: person.password, new_password: 'another long password' });
    expect((await oldest.get('/v1/me')).status).toBe(401);
    expect((await person.get<{ items: unknown[] }>('/v1/sessions')).body.items).toHaveLength(1);
  });

  it('is not guessed through an open session: ten wrong ones, then a wait', async () => {
    const person = await new Person().signIn();
    const body = { current_password: 'not the password', new_password: 'another long password' };
    for (let guess = 0; guess < 10; guess += 1) expect((await person.post('/v1/auth/change-password', body)).status).toBe(401);
    expect(code(await person.post('/v1/auth/change-password', body))).toBe('rate_limited');
  });

  it('is asked for with the same answer for an unknown address', async () => {
    const person = await new Person().signIn();
    const known = await new Person().post('/v1/auth/request-password-reset', { email: person.email });
    const unknown = await new Person().post('/v1/auth/request-password-reset', { email: 'nobody-at-all@example.com' });
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
  });
});

describe('step-up', () => {
  it('takes the right password in the sandbox and refuses a wrong one', async () => {
    const person = await new Person().signIn();
    const wrong = await person.post('/v1/step-up', { method: 'password', password: 'not the password' });
    expect([wrong.status, code(wrong)]).toEqual([401, 'invalid_credentials']);
    expect((await person.stepUp()).status).toBe(200);
    const { body } = await person.get<{ step_up_until: string }>('/v1/me');
    expect(Date.parse(body.step_up_until)).toBeGreaterThan(Date.now());
  });
});
