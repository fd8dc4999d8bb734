import { schema } from '@modekeeper/db';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { newOwner, Person } from '../../test/api.workerd.ts';
import { Authenticator } from '../../test/authenticator.workerd.ts';
import { testConfig } from '../../test/tenant.workerd.ts';
import { platformDatabase } from '../platform/placement.ts';

const code = (answer: { body: Record<string, unknown> }) => (answer.body.error as { code: string } | undefined)?.code;
const challengeOf = async (person: Person, what: 'register' | 'authenticate') =>
  (await person.get<{ challenge: string }>(`/v1/auth/passkey/generate-${what}-options`)).body.challenge;

async function withPasskey<T extends Person>(person: T): Promise<{ person: T; authenticator: Authenticator }> {
  const authenticator = new Authenticator();
  const response = await authenticator.register(await challengeOf(person, 'register'));
  const answer = await person.post('/v1/auth/passkey/verify-registration', { name: 'Laptop', response });
  expect([answer.status, answer.body]).toEqual([200, { ok: true }]);
  return { person, authenticator };
}

/** Lets the person's session have begun this long ago. */
async function age(person: Person, minutes: number): Promise<void> {
  const { body } = await person.get<{ session: { id: string } }>('/v1/me');
  const createdAt = new Date(Date.now() - minutes * 60_000);
  await platformDatabase(testConfig())
    .orm.update(schema.session)
    .set({ createdAt })
    .where(eq(schema.session.id, body.session.id));
}

describe('a passkey', () => {
  it('is registered by a signed-in person and then signs in without a password', async () => {
    const { authenticator, person } = await withPasskey(await new Person().signIn());
    const list = await person.get<{ items: { name: string }[] }>('/v1/auth/passkey/list-user-passkeys');
    expect(list.body.items.map(({ name }) => name)).toEqual(['Laptop']);
    const elsewhere = new Person(person.email);
    const response = await authenticator.authenticate(await challengeOf(elsewhere, 'authenticate'));
    const answer = await elsewhere.post('/v1/auth/passkey/verify-authentication', { response });
    expect(answer.body).toMatchObject({ user: { email: person.email } });
    expect(JSON.stringify(answer.body)).not.toContain('token');
    expect((await elsewhere.get('/v1/me')).status).toBe(200);
  });

  it('is refused when it answers another challenge, answers twice, or did not verify its person', async () => {
    const { authenticator, person } = await withPasskey(await new Person().signIn());
    const elsewhere = new Person(person.email);
    await challengeOf(elsewhere, 'authenticate');
    const wrong = await authenticator.authenticate('AAAAAAAAAAAAAAAAAAAAAA');
    expect(code(await elsewhere.post('/v1/auth/passkey/verify-authentication', { response: wrong }))).toBe('invalid_credentials');
    const lax = await authenticator.authenticate(await challengeOf(elsewhere, 'authenticate'), { userVerified: false });
    expect(code(await elsewhere.post('/v1/auth/passkey/verify-authentication', { response: lax }))).toBe('invalid_credentials');
    const right = await authenticator.authenticate(await challengeOf(elsewhere, 'authenticate'));
    expect((await elsewhere.post('/v1/auth/passkey/verify-authentication', { response: right })).status).toBe(200);
    expect(code(await elsewhere.post('/v1/auth/passkey/verify-authentication', { response: right }))).toBe('invalid_credentials');
  });

  it('steps up the session that asks, leaves no other session behind, and never somebody else’s', async () => {
    const { authenticator, person } = await withPasskey(await newOwner());
    const response = await authenticator.authenticate(await challengeOf(person, 'authenticate'));
    const answer = await person.post('/v1/step-up', { method: 'passkey', response });
    expect([answer.status, answer.body.method]).toEqual([200, 'passkey']);
    const sessions = await person.get<{ items: unknown[] }>('/v1/sessions');
    expect(sessions.body.items).toHaveLength(1);

    const other = await new Person().signIn();
    const stolen = await authenticator.authenticate(await challengeOf(other, 'authenticate'));
    expect(code(await other.post('/v1/step-up', { method: 'passkey', response: stolen }))).toBe('invalid_credentials');
    expect((await person.get<{ items: unknown[] }>('/v1/sessions')).body.items).toHaveLength(1);
  });

  it('needs a fresh second factor before another one is added or one is deleted', async () => {
    const { person } = await withPasskey(await new Person().signIn());
    expect(code(await person.get('/v1/auth/passkey/generate-register-options'))).toBe('step_up_required');
    const response = await new Authenticator().register('AAAAAAAAAAAAAAAAAAAAAA');
    expect(code(await person.post('/v1/auth/passkey/verify-registration', { response }))).toBe('step_up_required');
    const { body } = await person.get<{ items: { id: string }[] }>('/v1/auth/passkey/list-user-passkeys');
    expect(code(await person.post('/v1/auth/passkey/delete-passkey', { id: body.items[0]?.id }))).toBe('step_up_required');
    await person.stepUp();
    expect((await person.post('/v1/auth/passkey/delete-passkey', { id: body.items[0]?.id })).status).toBe(200);
  });

  it('is not given to whoever finds an old session open: a first one takes a session that has just begun, or the password again', async () => {
    const person = await new Person().signIn();
    await age(person, 11);
    const refused = await person.get('/v1/auth/passkey/generate-register-options');
    expect([refused.status, code(refused)]).toEqual([403, 'step_up_required']);
    const response = await new Authenticator().register('AAAAAAAAAAAAAAAAAAAAAA');
    expect(code(await person.post('/v1/auth/passkey/verify-registration', { response }))).toBe('step_up_required');
    await person.stepUp();
    await withPasskey(person);
  });

  it('may be added to another one in an old session, by a fresh second factor', async () => {
    const { person } = await withPasskey(await new Person().signIn());
    await age(person, 60);
    await person.stepUp();
    await withPasskey(person);
  });
});
