import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { enrolment, newCluster, newConnectorKey, newMember, newOwner, Person } from '../../test/api.workerd.ts';

type Owner = Awaited<ReturnType<typeof newOwner>>;
let owner: Owner;
const code = (answer: { body: Record<string, unknown> }) => (answer.body.error as { code: string } | undefined)?.code;
// A connector is no person: no cookie, no origin, no header of ours.
const connector = (body: unknown) => new Person().post('/v1/enroll', body, { origin: '', 'modekeeper-request': '' });
const show = async (id: string) =>
  (await owner.get<{ state: string; cluster_uid: string; key_id: string; presence: { state: string } }>(`/v1/clusters/${id}`))
    .body;

beforeAll(async () => {
  owner = await newOwner();
});

describe('enrolment', () => {
  it('takes a token once; the same key again gets the same answer, another key is refused', async () => {
    const cluster = await newCluster(owner);
    const key = await newConnectorKey();
    const first = await connector(enrolment(cluster.token, key));
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      cluster_id: cluster.id,
      tenant_id: owner.organization,
      environment_id: cluster.environment_id,
    });
    expect(first.body.endpoints).toEqual({ connect_url: `ws://control-plane.test/v1/connect?tenant=${owner.organization}` });
    expect((await connector(enrolment(cluster.token, key))).body).toEqual(first.body);
    const other = await connector(enrolment(cluster.token, await newConnectorKey()));
    expect([other.status, code(other)]).toEqual([409, 'token_used']);
  });

  it('lets one of many concurrent keys win', async () => {
    const cluster = await newCluster(owner);
    const keys = await Promise.all(Array.from({ length: 10 }, newConnectorKey));
    const answers = await Promise.all(keys.map((key) => connector(enrolment(cluster.token, key))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => code(answer) === 'token_used')).toHaveLength(9);
  });

  it('refuses wrong, foreign and withdrawn tokens, and keys that prove nothing', async () => {
    const cluster = await newCluster(owner);
    const key = await newConnectorKey();
    expect(code(await connector(enrolment('nonsense', key)))).toBe('token_invalid');
    expect(code(await connector(enrolment(`${cluster.token.slice(0, -1)}${cluster.token.endsWith('A') ? 'B' : 'A'}`, key)))).toBe(
      'token_invalid',
    );
    const strangers = await newOwner();
    const foreign = cluster.token.replace(owner.organization.slice(4), strangers.organization.slice(4));
    expect(code(await connector(enrolment(foreign, key)))).toBe('token_invalid');
    expect(code(await connector(enrolment(cluster.token, btoa('\0'.repeat(32)))))).toMatch(/^key_/);
    const next = await owner.post<{ token: string }>(`/v1/clusters/${cluster.id}/tokens`);
    expect(code(await connector(enrolment(cluster.token, key)))).toBe('token_expired');
    expect((await connector(enrolment(next.body.token, key))).status).toBe(200);
  });

  it('waits for a person who confirms the very uid, and again when another uid enrols', async () => {
    const cluster = await newCluster(owner);
    await connector(enrolment(cluster.token, await newConnectorKey(), 'uid-a'));
    expect(await show(cluster.id)).toMatchObject({ state: 'awaiting_confirmation', cluster_uid: 'uid-a' });
    const wrong = await owner.post(`/v1/clusters/${cluster.id}/confirm`, { cluster_uid: 'uid-b' });
    expect([wrong.status, code(wrong)]).toEqual([409, 'cluster_uid_mismatch']);
    expect((await owner.post(`/v1/clusters/${cluster.id}/confirm`, { cluster_uid: 'uid-a' })).body).toMatchObject({
      state: 'active',
    });

    const again = await owner.post<{ token: string }>(`/v1/clusters/${cluster.id}/tokens`);
    const before = await show(cluster.id);
    await connector(enrolment(again.body.token, await newConnectorKey(), 'uid-a'));
    const after = await show(cluster.id);
    expect(after.state).toBe('active');
    expect(after.key_id).not.toBe(before.key_id);

    const third = await owner.post<{ token: string }>(`/v1/clusters/${cluster.id}/tokens`);
    await connector(enrolment(third.body.token, await newConnectorKey(), 'uid-c'));
    expect((await show(cluster.id)).state).toBe('awaiting_confirmation');
  });

  it('is not for approvers and viewers to start or confirm', async () => {
    const cluster = await newCluster(owner);
    const approver = await newMember(owner, 'approver');
    expect(code(await approver.post(`/v1/clusters/${cluster.id}/tokens`))).toBe('forbidden');
    expect(code(await approver.post(`/v1/clusters/${cluster.id}/confirm`, { cluster_uid: 'x' }))).toBe('forbidden');
  });
});

describe('a cluster that ends', () => {
  it('is refused for good: its token, new tokens, its object', async () => {
    const cluster = await newCluster(owner);
    await connector(enrolment(cluster.token, await newConnectorKey()));
    expect((await owner.post(`/v1/clusters/${cluster.id}/revoke`)).status).toBe(200);
    expect(await show(cluster.id)).toMatchObject({ state: 'revoked', presence: { state: 'refused' } });
    expect(code(await owner.post(`/v1/clusters/${cluster.id}/tokens`))).toBe('cluster_refused');
    expect(code(await owner.post(`/v1/clusters/${cluster.id}/confirm`, { cluster_uid: 'uid-1' }))).toBe('conflict');
  });

  it('disappears when it is removed, and its token says nothing about it', async () => {
    const cluster = await newCluster(owner);
    expect((await owner.send('DELETE', `/v1/clusters/${cluster.id}`)).status).toBe(200);
    expect((await owner.get(`/v1/clusters/${cluster.id}`)).status).toBe(404);
    expect(code(await connector(enrolment(cluster.token, await newConnectorKey())))).toBe('token_invalid');
  });
});

describe('the install guide', () => {
  async function publishedPassport({ environment_id }: { environment_id: string }): Promise<string> {
    const { body } = await owner.post<{ id: string }>('/v1/passports', { environment_id, template: 'demo' });
    await owner.stepUp();
    await owner.post(`/v1/passports/${body.id}/publish`, { version: 1 });
    return body.id;
  }

  it('observes with one command and nothing for an administrator', async () => {
    const cluster = await newCluster(owner);
    const { body } = await owner.get<{ steps: { command: string; files: { content: string }[] }[]; token_placeholder: string }>(
      `/v1/clusters/${cluster.id}/install?target_namespace=training&target_name=trainer&passport_id=${await publishedPassport(cluster)}`,
    );
    expect(body.steps).toHaveLength(1);
    // The chart asks for a passport with each target, in every mode.
    expect(body.steps[0]?.files[0]?.content).toContain('passport: demo');
    expect(body.steps[0]?.command).toMatch(
      /^helm upgrade --install modekeeper \.\/charts\/modekeeper-connector --namespace modekeeper /,
    );
    expect(body.steps[0]?.files[0]?.content).toContain(body.token_placeholder);
  });

  it('applies behind a guard with the bounds of the published passport', async () => {
    const cluster = await newCluster(owner);
    const { body: passport } = await owner.post<{ id: string }>('/v1/passports', {
      environment_id: cluster.environment_id,
      template: 'demo',
    });
    const path = `/v1/clusters/${cluster.id}/install?mode=apply&target_namespace=training&target_name=trainer&passport_id=${passport.id}`;
    expect(code(await owner.get(path))).toBe('conflict');
    await owner.stepUp();
    await owner.post(`/v1/passports/${passport.id}/publish`, { version: 1 });
    const { body } = await owner.get<{
      steps: { command: string; files: { name: string; content: string }[] }[];
      notes: string[];
    }>(path);
    // The policy is cluster-scoped: a second installation under the same names would take it over.
    expect(body.notes.join(' ')).toMatch(
      /second connector in this cluster needs other release names than modekeeper and modekeeper-guard/,
    );
    expect(body.steps.map(({ command }) => command.split(' ').slice(0, 4).join(' '))).toEqual([
      'helm upgrade --install modekeeper-guard',
      'kubectl annotate namespace training',
      'helm upgrade --install modekeeper',
    ]);
    expect(body.steps[0]?.files[0]?.content).toContain('name: concurrency');
    expect(body.steps[2]?.files[0]?.content).toContain('passport: demo');
  });

  it('takes no name that could break out of a command', async () => {
    const cluster = await newCluster(owner);
    for (const name of ['a;rm', '$(id)', 'a b', '-x', 'A']) {
      const answer = await owner.get(
        `/v1/clusters/${cluster.id}/install?target_namespace=training&target_name=${encodeURIComponent(name)}&passport_id=psp_1`,
      );
      expect([name, answer.status]).toEqual([name, 400]);
    }
  });
});

it('keeps tokens out of the database: only hashes are stored', async () => {
  const cluster = await newCluster(owner);
  const response = await fetch(`${env.DATABASE_URL}/v2/pipeline`, {
    method: 'POST',
    body: JSON.stringify({
      requests: [{ type: 'execute', stmt: { sql: 'SELECT group_concat(token_hash) FROM enrollment_tokens' } }, { type: 'close' }],
    }),
  });
  expect(await response.text()).not.toContain(cluster.token.slice(-43));
});
