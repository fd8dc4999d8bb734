import { beforeAll, describe, expect, it } from 'vitest';
import { enrolment, invitationToken, newCluster, newConnectorKey, newMember, newOwner, Person } from '../../test/api.workerd.ts';

type Audit = { items: { seq: number; action: string }[] };
type Id = { id: string };
type Owner = Awaited<ReturnType<typeof newOwner>>;
let owner: Owner;
let cluster: Awaited<ReturnType<typeof newCluster>>;
let passport: string;

/** Writes that change nothing of a tenant: judged, but not kept. */
const CHANGES_NOTHING = ['POST /v1/passports/validate'];
/** Need a connector's plan; each has its one event in `plans/*.workerd.test.ts` (`transition` makes it with the state). */
const OF_PLANS = ['approve', 'reject', 'cancel', 'resolve'].map((verb) => `POST /v1/plans/{id}/${verb}`);

beforeAll(async () => {
  owner = await newOwner();
  await owner.stepUp();
  cluster = await newCluster(owner);
  const made = await owner.post<Id>('/v1/passports', { environment_id: cluster.environment_id, template: 'demo' });
  passport = made.body.id;
});

const memberId = async (person: Person) => (await person.get<{ user: Id }>('/v1/me')).body.user.id;
const version = async () => {
  const { body } = await owner.get<{ versions: { document: unknown }[] }>(`/v1/passports/${passport}`);
  return { document: body.versions[0]?.document };
};
const stop = (active: boolean) => ({ scope_type: 'organization', scope_id: owner.organization, active, reason: 'x' });

/** Every verb that writes for a tenant, in an order in which each can be carried out; with the events that it leaves. */
const VERBS: [string, () => Promise<{ status: number }>, string[]][] = [
  ['POST /v1/environments', () => owner.post('/v1/environments', { kind: 'prod', name: 'one-more' }), ['environment.created']],
  [
    'POST /v1/clusters',
    () => owner.post('/v1/clusters', { environment_id: cluster.environment_id, name: 'x' }),
    ['cluster.created'],
  ],
  [
    'POST /v1/clusters/{id}/tokens',
    async () => {
      const answer = await owner.post<{ token: string }>(`/v1/clusters/${cluster.id}/tokens`);
      cluster = { ...cluster, token: answer.body.token };
      return answer;
    },
    ['cluster.token_created'],
  ],
  [
    'POST /v1/enroll',
    async () => new Person().post('/v1/enroll', enrolment(cluster.token, await newConnectorKey())),
    ['cluster.enrolled'],
  ],
  [
    'POST /v1/clusters/{id}/confirm',
    () => owner.post(`/v1/clusters/${cluster.id}/confirm`, { cluster_uid: 'uid-1' }),
    ['cluster.confirmed'],
  ],
  [
    'POST /v1/passports',
    () => owner.post('/v1/passports', { environment_id: cluster.environment_id, template: 'demo', name: 'other' }),
    ['passport.created'],
  ],
  [
    'POST /v1/passports/{id}/versions',
    async () => owner.post(`/v1/passports/${passport}/versions`, await version()),
    ['passport.version_added'],
  ],
  [
    'POST /v1/passports/{id}/publish',
    () => owner.post(`/v1/passports/${passport}/publish`, { version: 2 }),
    ['passport.published'],
  ],
  ['POST /v1/kill-switches', () => owner.post('/v1/kill-switches', stop(true)), ['kill.engaged']],
  ['POST /v1/kill-switches', () => owner.post('/v1/kill-switches', stop(false)), ['kill.lifted']],
  [
    'DELETE /v1/invitations/{id}',
    async () => {
      const { body } = await owner.post<Id>('/v1/invitations', { email: 'invited@example.com', role: 'viewer' });
      return owner.send('DELETE', `/v1/invitations/${body.id}`);
    },
    ['invitation.created', 'invitation.revoked'],
  ],
  [
    'POST /v1/invitations',
    async () => {
      const person = await new Person().signIn();
      await owner.post('/v1/invitations', { email: person.email, role: 'viewer' });
      return person.post('/v1/invitations/accept', { token: await invitationToken(person.email) });
    },
    ['invitation.created', 'member.joined'],
  ],
  [
    'PATCH /v1/members/{id}',
    async () => owner.send('PATCH', `/v1/members/${await memberId(await newMember(owner, 'viewer'))}`, { role: 'admin' }),
    ['invitation.created', 'member.joined', 'member.role_changed'],
  ],
  [
    'DELETE /v1/members/{id}',
    async () => owner.send('DELETE', `/v1/members/${await memberId(await newMember(owner, 'viewer'))}`),
    ['invitation.created', 'member.joined', 'member.removed'],
  ],
  ['POST /v1/clusters/{id}/revoke', () => owner.post(`/v1/clusters/${cluster.id}/revoke`), ['cluster.revoked']],
  ['DELETE /v1/clusters/{id}', () => owner.send('DELETE', `/v1/clusters/${cluster.id}`), ['cluster.removed']],
];

describe('the audit log (I12)', () => {
  it('has its one event for every verb that writes, with the next number', async () => {
    const since = async () => (await owner.get<Audit>('/v1/audit-events?limit=200')).body.items;
    for (const [name, act, expected] of VERBS) {
      const before = (await since())[0]?.seq ?? 0;
      const { status } = await act();
      const events = (await since()).filter(({ seq }) => seq > before).reverse();
      expect({ name, ok: status < 300, events: events.map(({ action }) => action) }).toEqual({
        name,
        ok: true,
        events: expected,
      });
      expect(events.map(({ seq }) => seq)).toEqual(expected.map((_, index) => before + index + 1));
    }
  }, 300_000);

  it('leaves out no verb of a tenant that there is', async () => {
    const { body } = await new Person().get<{ paths: Record<string, Record<string, { security?: object[] }>> }>('/openapi.json');
    const writes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method, { security }]) => method !== 'get' && (security ?? []).some((one) => 'organization' in one))
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    );
    expect(writes.length).toBeGreaterThan(15);
    const tried = new Set([...VERBS.map(([name]) => name), ...OF_PLANS, ...CHANGES_NOTHING]);
    expect(writes.filter((name) => !tried.has(name))).toEqual([]);
  });
});
