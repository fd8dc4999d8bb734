import { env } from 'cloudflare:workers';
import { sha256Hex } from '@modekeeper/contracts';
import { guardedBatch, invitationRows, openDatabase, openTenant } from '@modekeeper/db';
import { beforeAll, describe, expect, it } from 'vitest';
import { invitationToken, newMember, newOwner, Person } from '../../test/api.workerd.ts';
import { newInvitationToken } from './token.ts';

let owner: Awaited<ReturnType<typeof newOwner>>;
const code = (answer: { body: Record<string, unknown> }) => (answer.body.error as { code: string } | undefined)?.code;

beforeAll(async () => {
  owner = await newOwner();
});

describe('an invitation', () => {
  it('joins its role once; the second use says so', async () => {
    const person = await new Person().signIn();
    const made = await owner.post<{ link: string | null }>('/v1/invitations', {
      email: person.email.toUpperCase(),
      role: 'approver',
    });
    expect([made.status, made.body.link]).toEqual([201, null]);
    const token = await invitationToken(person.email);
    const joined = await person.post('/v1/invitations/accept', { token });
    expect(joined.body).toMatchObject({ id: owner.organization, role: 'approver' });
    const again = await person.post('/v1/invitations/accept', { token });
    expect([again.status, code(again)]).toEqual([409, 'invitation_used']);
  });

  it('lets exactly one of 40 concurrent accepts through', async () => {
    const person = await new Person().signIn();
    await owner.post('/v1/invitations', { email: person.email, role: 'viewer' });
    const token = await invitationToken(person.email);
    // 20 attempts are allowed per person in a while, so several sessions would not help either: count what got through.
    const answers = await Promise.all(Array.from({ length: 40 }, () => person.post('/v1/invitations/accept', { token })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers) expect([200, 409, 429]).toContain(answer.status);
    const { body } = await owner.get<{ items: { email: string }[] }>('/v1/members');
    expect(body.items.filter(({ email }) => email === person.email)).toHaveLength(1);
  });

  it('is refused to another address, and unknown tokens are not found', async () => {
    const invited = new Person();
    await owner.post('/v1/invitations', { email: invited.email, role: 'viewer' });
    const thief = await new Person().signIn();
    const stolen = await thief.post('/v1/invitations/accept', { token: await invitationToken(invited.email) });
    expect([stolen.status, code(stolen)]).toEqual([403, 'forbidden']);
    const unknown = await thief.post('/v1/invitations/accept', { token: newInvitationToken(owner.organization) });
    expect([unknown.status, code(unknown)]).toEqual([404, 'not_found']);
  });

  it('ends with its time and when it is taken back', async () => {
    const person = await new Person().signIn();
    const late = newInvitationToken(owner.organization);
    const database = openDatabase({ url: env.DATABASE_URL ?? '' });
    const tenant = openTenant(owner.organization, database);
    const row = {
      id: 'inv_01ARZ3NDEKTSV4RRFFQ69G5FAV',
      email: person.email,
      role: 'viewer' as const,
      token_hash: sha256Hex(late),
    };
    await guardedBatch(
      database,
      [],
      [
        invitationRows.insert(tenant, {
          ...row,
          state: 'pending',
          expires_at_ms: Date.now() - 1,
          created_by: 'usr_x',
          created_at_ms: 1,
        }),
      ],
    );
    const expired = await person.post('/v1/invitations/accept', { token: late });
    expect([expired.status, code(expired)]).toEqual([410, 'invitation_expired']);

    const made = await owner.post<{ id: string }>('/v1/invitations', { email: person.email, role: 'viewer' });
    await owner.send('DELETE', `/v1/invitations/${made.body.id}`);
    const revoked = await person.post('/v1/invitations/accept', { token: await invitationToken(person.email) });
    expect([revoked.status, code(revoked)]).toEqual([410, 'invitation_expired']);
  });
});

describe('roles', () => {
  it('decide who may invite, make environments and read', async () => {
    const viewer = await newMember(owner, 'viewer');
    expect(code(await viewer.post('/v1/invitations', { email: 'x@example.com', role: 'viewer' }))).toBe('forbidden');
    expect(code(await viewer.post('/v1/environments', { kind: 'prod', name: 'x' }))).toBe('forbidden');
    expect((await viewer.get('/v1/clusters')).status).toBe(200);
  });

  it('let no admin make or unmake an owner, and never lose the last one', async () => {
    const admin = await newMember(owner, 'admin');
    const { body } = await owner.get<{ user: { id: string } }>('/v1/me');
    expect(code(await admin.send('PATCH', `/v1/members/${body.user.id}`, { role: 'viewer' }))).toBe('forbidden');
    expect(code(await admin.post('/v1/invitations', { email: 'y@example.com', role: 'owner' }))).toBe('forbidden');
    const self = await owner.send('PATCH', `/v1/members/${body.user.id}`, { role: 'admin' });
    expect([self.status, code(self)]).toEqual([409, 'last_owner']);
    expect(code(await owner.send('DELETE', `/v1/members/${body.user.id}`))).toBe('last_owner');
  });

  it('end for a removed member with the next request', async () => {
    const viewer = await newMember(owner, 'viewer');
    const { body } = await viewer.get<{ user: { id: string } }>('/v1/me');
    expect((await owner.send('DELETE', `/v1/members/${body.user.id}`)).status).toBe(200);
    expect((await viewer.get('/v1/clusters')).status).toBe(404);
  });

  it('do not come back by a second invitation that was still waiting, and the log says that it was taken back', async () => {
    const viewer = await newMember(owner, 'viewer');
    const waiting = await owner.post<{ id: string }>('/v1/invitations', { email: viewer.email, role: 'admin' });
    const token = await invitationToken(viewer.email);
    const { body } = await viewer.get<{ user: { id: string } }>('/v1/me');
    await owner.send('DELETE', `/v1/members/${body.user.id}`);
    const again = await viewer.post('/v1/invitations/accept', { token });
    expect([again.status, code(again)]).toEqual([410, 'invitation_expired']);
    const log = await owner.get<{ items: unknown[] }>(`/v1/audit-events?action=invitation.revoked&subject_id=${waiting.body.id}`);
    expect(log.body.items).toHaveLength(1);
  });
});
